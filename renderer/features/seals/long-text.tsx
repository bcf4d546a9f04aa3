import styles from './bench-tab.module.css'

/** Letters that are drawn. Beyond them the page would stand still over a single line of base64. */
const drawn = 20_000

/**
 * A field for long texts in a fixed-width face. A text too long to draw is kept whole and shown by its beginning; it can be
 * replaced, not edited.
 */
export function LongText(props: { id: string; invalid: boolean; text: string; onChange(text: string): void }) {
  const { text } = props
  const shortened = text.length > drawn
  return (
    <>
      <textarea
        id={props.id}
        className={styles.field}
        rows={4}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={props.invalid}
        readOnly={shortened}
        value={shortened ? text.slice(0, drawn) : text}
        onChange={(event) => props.onChange(event.target.value)}
        onPaste={(event) => {
          // The browser would draw all of it before it asks anyone.
          const pasted = event.clipboardData.getData('text/plain')
          if (pasted.length <= drawn && !shortened) return
          event.preventDefault()
          const { selectionStart, selectionEnd } = event.currentTarget
          props.onChange(shortened ? pasted : text.slice(0, selectionStart) + pasted + text.slice(selectionEnd))
        }}
      />
      {shortened && (
        <p className={styles.note}>
          Only the first {drawn} of {text.length} letters are shown; all of them are used.{' '}
          <button type="button" className={styles.link} onClick={() => props.onChange('')}>
            Clear
          </button>
        </p>
      )}
    </>
  )
}
