import Button, { type ButtonProps } from '@cloudscape-design/components/button'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import { useRef, useState } from 'react'
import type { LoadedServer } from '../../../../shared/domain/server-environment.ts'
import type { Diagnosis, InputOf } from '../../../client/contract-types.ts'
import { diagnosisOf } from '../../../client/failure.ts'
import { useCommand } from '../../../client/procedures.ts'
import { DiagnosisPanel } from '../../../diagnosis/diagnosis-panel.tsx'
import { effectiveProblemWords } from '../../../diagnosis/effective-problem-words.ts'
import { ProblemList } from '../../../diagnosis/problem-list.tsx'
import styles from './effective.module.css'
import { NamesTable } from './names-table.tsx'
import { ServerFiles } from './server-files.tsx'
import { namedOf, typedNames } from './surroundings.ts'
import { TypedNames } from './typed-names.tsx'
import type { KeptSurroundings } from './use-surroundings.ts'
import { placeWords, WorldFields } from './world-fields.tsx'

type Load = Omit<InputOf<'resolve.load'>, 'handle'>

interface SurroundingsPanelProps {
  kept: KeptSurroundings
  /** Names of the environment that the configuration refers to. */
  referred: readonly string[]
}

/** The server's environment, its AWS files and where it runs. Main reads what may hold secrets; the page gets names. */
export function SurroundingsPanel({ kept, referred }: SurroundingsPanelProps) {
  const { surroundings, change, forget } = kept
  const { loaded, typed, files, world } = surroundings
  const [failure, setFailure] = useState<Diagnosis>()
  const paste = useRef<ButtonProps.Ref>(null)
  const load = useCommand('resolve.load')
  const drop = useCommand('resolve.drop')
  const unload = useCommand('resolve.unload')
  const isBusy = load.isPending || drop.isPending
  const take = (asked: Promise<LoadedServer>) =>
    asked.then(
      (server) => {
        setFailure(undefined)
        change({ loaded: server })
      },
      (error: unknown) => setFailure(diagnosisOf(error)),
    )
  const start = (input: Load) => {
    if (!isBusy) void take(load.mutateAsync({ ...input, ...(loaded && { handle: loaded.handle }) }))
  }
  const clear = () => {
    if (loaded) unload.mutate({ handle: loaded.handle })
    forget('loaded')
    paste.current?.focus()
  }
  const dropping = (what: { name?: string; serverPath?: string }) =>
    loaded && !isBusy && take(drop.mutateAsync({ handle: loaded.handle, ...what }))
  return (
    <div className={styles.panel}>
      <div className={styles.bar}>
        <Button
          ref={paste}
          iconName="copy"
          loading={isLoading(load, 'clipboard')}
          onClick={() => start({ from: 'clipboard' })}
        >
          Paste environment
        </Button>
        <Button iconName="folder-open" loading={isLoading(load, 'file')} onClick={() => start({ from: 'file' })}>
          Open environment file
        </Button>
        <Button loading={isLoading(load, 'this-machine')} onClick={() => start({ from: 'this-machine' })}>
          Use this machine’s
        </Button>
        {loaded && (
          <Button variant="inline-link" disabled={isBusy} onClick={clear}>
            Forget what was loaded
          </Button>
        )}
      </div>
      {failure && <DiagnosisPanel diagnosis={failure} onDismiss={() => setFailure(undefined)} />}
      {loaded && loaded.problems.length > 0 && <ProblemList problems={loaded.problems} words={effectiveProblemWords} />}
      <ExpandableSection
        headerText="What the server gets from its surroundings"
        headerDescription={summary(kept)}
        expanded={surroundings.isUnfolded}
        onChange={({ detail }) => change({ isUnfolded: detail.expanded })}
      >
        <div className={styles.panel}>
          <p className={styles.quiet}>
            Lines NAME=value, units and drop-ins of systemd, objects of Kubernetes, values of the Helm charts and
            services of Docker Compose are read in the main process. Secrets stay there.
          </p>
          {loaded && loaded.names.length > 0 && (
            <NamesTable
              names={loaded.names}
              isBusy={isBusy}
              overlaid={namedOf(typed).map(({ name }) => name)}
              referred={referred}
              onDrop={(name) => dropping({ name })}
            />
          )}
          <TypedNames typed={typed} onChange={(next) => change({ typed: next })} />
          <ServerFiles
            loaded={loaded?.files ?? []}
            isBusy={isBusy}
            typed={files}
            home={homeOf(kept)}
            onLoad={(from, serverPath) =>
              start({ from, as: 'aws-file', ...(serverPath === '' ? { set: typedNames(typed) } : { serverPath }) })
            }
            onDrop={(serverPath) => dropping({ serverPath })}
            onType={(next) => change({ files: next })}
          />
          <WorldFields world={world} onChange={(next) => change({ world: next })} />
        </div>
      </ExpandableSection>
    </div>
  )
}

/** Whether an environment is being loaded from there; files of the server's disk have buttons of their own. */
const isLoading = ({ isPending, variables }: { isPending: boolean; variables: Load | undefined }, from: Load['from']) =>
  isPending && variables?.from === from && variables.as !== 'aws-file'

function homeOf({ surroundings: { loaded, typed } }: KeptSurroundings): string {
  const own = namedOf(typed).findLast(({ name }) => name === 'HOME')
  if (own) return own.isOut ? '' : own.value
  return loaded?.names.find(({ name }) => name === 'HOME')?.value ?? ''
}

function summary({ surroundings: { loaded, typed, files, world } }: KeptSurroundings): string {
  const names = new Set(loaded?.names.map(({ name }) => name))
  for (const { name, isOut } of namedOf(typed)) isOut ? names.delete(name) : names.add(name)
  const known = files.length + (loaded?.files.length ?? 0)
  const count = (n: number, word: string) => `${n === 0 ? 'no' : n} ${word}${n === 1 ? '' : 's'}`
  const place = world.place === 'elsewhere' ? '' : `, ${placeWords[world.place].title}`
  return `${count(names.size, 'name')}, ${count(known, 'file')}${place}`
}
