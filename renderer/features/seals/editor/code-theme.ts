import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** The editor in the page's own colours, which follow light, dark and high contrast by themselves. */
const surface = EditorView.theme({
  '&': { height: '100%', color: 'var(--sw-text)', backgroundColor: 'var(--sw-surface)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--sw-mono)', fontSize: '12.5px', lineHeight: '20px', overflow: 'auto' },
  '.cm-content': { caretColor: 'var(--sw-text)', padding: '4px 0' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--sw-text)' },
  '.cm-gutters': {
    backgroundColor: 'var(--sw-surface-sunken)',
    color: 'var(--sw-text-quiet)',
    borderRight: '1px solid var(--sw-line-quiet)',
  },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--sw-surface-hover) 50%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--sw-surface-hover)', color: 'var(--sw-text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'light-dark(#b8d9ff, #1e4a7a) !important',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'transparent',
    outline: '1px solid var(--sw-accent)',
  },
  '.cm-nonmatchingBracket': { color: 'var(--sw-bad)' },
  '.cm-selectionMatch': { backgroundColor: 'light-dark(#e3f0ff, #17314d)' },
  '.cm-searchMatch': { backgroundColor: 'light-dark(#fff1a8, #5c4a00)' },
  '.cm-searchMatch.cm-searchMatch-selected': { backgroundColor: 'light-dark(#ffd24d, #8a6d00)' },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--sw-surface-hover)',
    border: '1px solid var(--sw-line)',
    color: 'var(--sw-text-quiet)',
  },
  '.cm-specialChar': { color: 'var(--sw-bad)', fontSize: '9px' },
})

const parts = EditorView.theme({
  '.cm-tooltip': {
    maxWidth: '560px',
    border: '1px solid var(--sw-line)',
    borderRadius: '8px',
    backgroundColor: 'var(--sw-surface-raised)',
    color: 'var(--sw-text)',
    boxShadow: '0 2px 8px rgb(0 0 0 / 25%)',
  },
  '.cm-diagnostic': { padding: '6px 10px', fontFamily: 'var(--sw-font)', whiteSpace: 'pre-wrap' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--sw-bad)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--sw-warning)' },
  '.cm-diagnostic-info': { borderLeftColor: 'var(--sw-accent)' },
  '.cm-diagnosticAction': {
    marginLeft: '0',
    marginRight: '8px',
    padding: '2px 10px',
    border: '1px solid var(--sw-accent)',
    borderRadius: '12px',
    backgroundColor: 'transparent',
    color: 'var(--sw-accent)',
    font: 'inherit',
    fontWeight: '700',
  },
  '.cm-panels': { backgroundColor: 'var(--sw-surface-sunken)', color: 'var(--sw-text)' },
  '.cm-panels.cm-panels-top': { borderBottom: '1px solid var(--sw-line)' },
  '.cm-panels.cm-panels-bottom': { borderTop: '1px solid var(--sw-line)' },
  '.cm-panel.cm-search': { padding: '6px 32px 6px 8px', fontFamily: 'var(--sw-font)' },
  '.cm-panel label': { fontSize: '13px' },
  '.cm-textfield': {
    border: '1px solid var(--sw-line)',
    borderRadius: '6px',
    backgroundColor: 'var(--sw-surface)',
    color: 'var(--sw-text)',
    fontSize: '13px',
    padding: '2px 6px',
  },
  '.cm-button': {
    border: '1px solid var(--sw-accent)',
    borderRadius: '12px',
    background: 'transparent',
    color: 'var(--sw-accent)',
    fontSize: '13px',
    padding: '2px 10px',
  },
  '.cm-panel button[name=close]': { color: 'var(--sw-text)', fontSize: '18px', padding: '0 6px' },
})

const colours = HighlightStyle.define([
  { tag: tags.comment, color: 'light-dark(#5c6370, #9aa4b2)', fontStyle: 'italic' },
  { tag: [tags.string, tags.special(tags.string)], color: 'light-dark(#0b6b2d, #7fd490)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'light-dark(#8a3ffc, #cfa8ff)' },
  {
    tag: [tags.propertyName, tags.attributeName, tags.definition(tags.variableName)],
    color: 'light-dark(#0550ae, #8ac4ff)',
  },
  { tag: [tags.keyword, tags.typeName, tags.tagName, tags.labelName], color: 'light-dark(#a3195b, #ff9ec7)' },
  { tag: tags.invalid, color: 'var(--sw-bad)' },
])

/** Everything about how the editor looks. */
export const codeTheme = [surface, parts, syntaxHighlighting(colours)]
