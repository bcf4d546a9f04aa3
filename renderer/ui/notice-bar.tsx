import Button from '@cloudscape-design/components/button'
import Flashbar from '@cloudscape-design/components/flashbar'
import styles from './notice-bar.module.css'
import type { Notice } from './notifications.tsx'

/** The notices, drawn with the kit. */
export function NoticeBar(props: { notices: readonly Notice[]; dismiss: (id: string) => void }) {
  return (
    <div className={styles.place}>
      <Flashbar
        i18nStrings={{
          ariaLabel: 'Notices',
          successIconAriaLabel: 'Done',
          infoIconAriaLabel: 'Note',
          warningIconAriaLabel: 'Warning',
        }}
        items={props.notices.map(({ id, type, text, action }) => ({
          id,
          type,
          content: text,
          ariaRole: 'status' as const,
          dismissible: true,
          dismissLabel: 'Dismiss',
          onDismiss: () => props.dismiss(id),
          action: action && (
            <Button
              onClick={() => {
                action.act()
                props.dismiss(id)
              }}
            >
              {action.label}
            </Button>
          ),
        }))}
      />
    </div>
  )
}
