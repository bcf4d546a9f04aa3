import { type ComponentType, lazy, type ReactNode, Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { editorPath } from '../features/seals/open-configuration.ts'
import { SealsScreen } from '../features/seals/seals-screen.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { firstScreen } from './screens.ts'

/** Each screen but the first is a chunk of its own, so that the start of the app reads no other. */
const load = {
  editor: () => import('../features/seals/editor/editor-screen.tsx'),
  newSeal: () => import('../features/seals/new-seal-screen.tsx'),
  seal: () => import('../features/seals/seal-screen.tsx'),
  keys: () => import('../features/keys/keys-screen.tsx'),
  settings: () => import('../features/settings/settings-screen.tsx'),
}

const screen = <M,>(from: () => Promise<M>, pick: (module: M) => ComponentType) =>
  lazy(async () => ({ default: pick(await from()) }))

const EditorScreen = screen(load.editor, (m) => m.EditorScreen)
const NewSealScreen = screen(load.newSeal, (m) => m.NewSealScreen)
const SealScreen = screen(load.seal, (m) => m.SealScreen)
const KeysScreen = screen(load.keys, (m) => m.KeysScreen)
const SettingsScreen = screen(load.settings, (m) => m.SettingsScreen)

/** What stands in the main area for a path, and the children as soon as that is drawn. */
export function Routes({ children }: { children?: ReactNode }) {
  return (
    <Suspense>
      <Switch>
        <Route path="/seals" component={SealsScreen} />
        <Route path="/seals/new" component={NewSealScreen} />
        <Route path={`${editorPath}/:act?`} component={EditorScreen} />
        <Route path="/seals/:id/:tab?" component={SealScreen} />
        <Route path="/keys/:keyId?" component={KeysScreen} />
        <Route path="/settings" component={SettingsScreen} />
        <Route path="/">
          <Redirect to={firstScreen} replace />
        </Route>
        <Route>
          <EmptyState title="There is no such screen" actions={<a href={`#${firstScreen}`}>Go to Seals</a>}>
            <p>The address leads nowhere in this version.</p>
          </EmptyState>
        </Route>
      </Switch>
      {children}
    </Suspense>
  )
}
