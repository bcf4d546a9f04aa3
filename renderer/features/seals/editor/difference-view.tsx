import { MergeView, unifiedMergeView } from '@codemirror/merge'
import { EditorState, type Extension } from '@codemirror/state'
import { EditorView, lineNumbers } from '@codemirror/view'
import { useLayoutEffect, useRef } from 'react'
import { codeTheme } from './code-theme.ts'
import styles from './editor.module.css'

interface DifferenceViewProps {
  before: string
  after: string
  /** What the two texts are, for a screen reader. */
  labels: { before: string; after: string }
  sideBySide: boolean
  /** Leaves out what is the same in both but for a few lines around each difference. */
  folds: boolean
}

/** Two texts with what differs marked by colour and sign; what is the same in both is folded away. */
export function DifferenceView({ before, after, labels, sideBySide, folds }: DifferenceViewProps) {
  const { before: nameBefore, after: nameAfter } = labels
  const place = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (!place.current) return
    const host = document.createElement('div')
    const root = host.attachShadow({ mode: 'open' })
    place.current.append(host)
    const view = sideBySide
      ? twoViews(root, [before, nameBefore], [after, nameAfter], folds)
      : oneView(root, before, [after, nameAfter], folds)
    return () => {
      view.destroy()
      host.remove()
    }
  }, [before, after, nameBefore, nameAfter, sideBySide, folds])
  return <div ref={place} className={styles.difference} />
}

const folding = (folds: boolean) => (folds ? { collapseUnchanged: { margin: 3, minSize: 5 } } : {})

type Named = readonly [text: string, label: string]

function oneView(root: ShadowRoot, before: string, [after, label]: Named, folds: boolean): EditorView {
  const merge = unifiedMergeView({ original: lines(before), mergeControls: false, ...folding(folds) })
  return new EditorView({ doc: lines(after), extensions: [readOnly(label), merge], parent: root, root })
}

function twoViews(
  root: ShadowRoot,
  [before, labelBefore]: Named,
  [after, labelAfter]: Named,
  folds: boolean,
): MergeView {
  return new MergeView({
    a: { doc: lines(before), extensions: readOnly(labelBefore) },
    b: { doc: lines(after), extensions: readOnly(labelAfter) },
    ...folding(folds),
    parent: root,
    root,
  })
}

/** Line ends are compared apart: here both texts have the same. */
const lines = (text: string) => text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')

const differenceTheme = EditorView.theme({
  '&.cm-editor': { height: 'auto' },
  '&.cm-merge-a .cm-changedLine, .cm-deletedChunk': { backgroundColor: 'light-dark(#ffebe9, #3d1518)' },
  '&.cm-merge-b .cm-changedLine, .cm-inlineChangedLine, .cm-changedLine': {
    backgroundColor: 'light-dark(#e6ffec, #12331c)',
  },
  '&.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText': { background: 'light-dark(#ffc9c4, #7a2429)' },
  '&.cm-merge-b .cm-changedText, .cm-changedText': { background: 'light-dark(#abf2bc, #1f6b35)' },
  '.cm-collapsedLines': {
    background: 'var(--sw-surface-sunken)',
    color: 'var(--sw-text-quiet)',
    padding: '2px 12px',
  },
  '.cm-collapsedLines:before, .cm-collapsedLines:after': { content: '""' },
})

const readOnly = (label: string): Extension => [
  EditorState.readOnly.of(true),
  EditorView.editable.of(false),
  EditorView.contentAttributes.of({
    'aria-label': label,
    tabindex: '0',
    role: 'textbox',
    'aria-readonly': 'true',
    'aria-multiline': 'true',
  }),
  EditorView.lineWrapping,
  lineNumbers(),
  codeTheme,
  differenceTheme,
]
