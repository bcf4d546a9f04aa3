import styles from './code-view.module.css'
import { CopyButton } from './copy-button.tsx'

/** A text in a fixed-width face, line by line, as it will be in its file; with copy, and with lines marked on demand. */
export function CodeView(props: {
  text: string
  /** What it is: names the region and, in "Copy …", the button. */
  label: string
  /** Lines to mark, counted from 1. */
  marks?: readonly number[]
  /** Breaks long lines where they stand, for a text that is read and not edited. */
  wrapped?: boolean
}) {
  const { text, label, marks = [], wrapped = false } = props
  const lines = text.replace(/\n$/, '').split('\n')
  return (
    <figure className={styles.view}>
      <div className={styles.tools}>
        <CopyButton text={text} label={`Copy ${label}`} />
      </div>
      <section
        className={wrapped ? `${styles.text} ${styles.wrapped}` : styles.text}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={label}
      >
        <pre>
          <code>
            {lines.map((line, index) => {
              const number = index + 1
              const marked = marks.includes(number)
              return (
                <span
                  key={number}
                  className={marked ? `${styles.line} ${styles.marked}` : styles.line}
                  data-line={number}
                >
                  {marked ? <mark className={styles.mark}>{line}</mark> : line}
                  {'\n'}
                </span>
              )
            })}
          </code>
        </pre>
      </section>
    </figure>
  )
}
