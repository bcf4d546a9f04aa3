import { screenOf, screens } from './screens.ts'
import { shortcutText } from './shortcuts.ts'

/** The screens, as links: each has an address, so that back, forward and the menu work as in a browser. */
export function Navigation({ path }: { path: string }) {
  const current = screenOf(path)
  return (
    <nav className="sw-nav" aria-label="Screens">
      <ul>
        {screens.map((screen) => (
          <li key={screen.path}>
            <a
              href={`#${screen.path}`}
              aria-current={screen === current ? 'page' : undefined}
              aria-label={screen.title}
              aria-keyshortcuts={`Control+${screen.number} Meta+${screen.number}`}
            >
              {screen.title}
              <span className="sw-key">{shortcutText(String(screen.number))}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
