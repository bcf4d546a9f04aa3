import { CopyButton } from './copy-button.tsx'
import styles from './ident.module.css'

/**
 * An identifier in a fixed-width face. Where there is no room it is shortened in its middle; the whole is always in the
 * page, on hover, on focus of its copy button, and one click away.
 */
export function Ident(props: {
  text: string
  /** What it is, for the copy button: "key ARN" gives "Copy key ARN". */
  name: string
  /** Characters at the end that are kept when the middle goes. */
  tail?: number
}) {
  const { text, name, tail = 12 } = props
  const cut = Math.max(0, text.length - tail)
  return (
    <span className={styles.ident} title={text}>
      <span className={styles.text}>
        <span className={styles.head}>{text.slice(0, cut)}</span>
        <span className={styles.tail}>{text.slice(cut)}</span>
      </span>
      <CopyButton text={text} label={`Copy ${name}`} />
      <span className={styles.whole} aria-hidden="true">
        {text}
      </span>
    </span>
  )
}
