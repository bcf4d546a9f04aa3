import ExpandableSection from '@cloudscape-design/components/expandable-section'
import { type ReactNode, useState } from 'react'

/** What the user folded or unfolded, for the life of the window. */
const chosen = new Map<string, boolean>()

/** A part of the screen under a heading. Only an unfolded one is drawn, so that a folded one asks for nothing. */
export function Fold(props: {
  title: string
  /** How things stand, readable without unfolding. */
  note?: string
  /** Whether it is unfolded as long as the user has not chosen. */
  initially?: 'unfolded'
  children: ReactNode
}) {
  const [unfolded, setUnfolded] = useState(() => chosen.get(props.title) ?? props.initially === 'unfolded')
  return (
    <ExpandableSection
      headerText={props.title}
      {...(props.note ? { headerDescription: props.note } : {})}
      headingTagOverride="h3"
      expanded={unfolded}
      onChange={({ detail }) => {
        chosen.set(props.title, detail.expanded)
        setUnfolded(detail.expanded)
      }}
    >
      {unfolded && props.children}
    </ExpandableSection>
  )
}
