import styles from './seals-screen.module.css'

/** Characters at the end that stay when the middle goes: they tell one ARN or id from the next. */
const tail = 12

/** A text that gives way in its middle where there is no room. The whole is in the page and on hover. */
export function Shortened({ text }: { text: string }) {
  const cut = Math.max(0, text.length - tail)
  return (
    <span className={styles.shortened} title={text}>
      <span className={styles.head}>{text.slice(0, cut)}</span>
      <span className={styles.tail}>{text.slice(cut)}</span>
    </span>
  )
}
