import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { useRemovalFocus } from './removal-focus.ts'

afterEach(cleanup)

/** Rows that are removed a moment after they are asked to, their buttons unusable meanwhile. */
function List({ late }: { late: boolean }) {
  const [rows, setRows] = useState(['a', 'b', 'c'])
  const [isBusy, setIsBusy] = useState(false)
  const { list, removing } = useRemovalFocus<HTMLDivElement>()
  const remove = async (row: string) => {
    if (late) {
      setIsBusy(true)
      await Promise.resolve()
    }
    setRows((all) => all.filter((each) => each !== row))
    setIsBusy(false)
  }
  return (
    <div ref={list} tabIndex={-1}>
      {rows.map((row, index) => (
        <p key={row} data-row>
          <input aria-label={row} />
          <button
            type="button"
            disabled={isBusy}
            onClick={() => {
              removing(index)
              void remove(row)
            }}
          >
            {`Remove ${row}`}
          </button>
        </p>
      ))}
      <button type="button">Add</button>
      <button type="button" onClick={() => removing(0)}>
        Keep
      </button>
    </div>
  )
}

describe.each([false, true])('after a removal (late: %s) the focus', (late) => {
  it('goes to the row in its place, to the last one, and then to what is left', async () => {
    const user = userEvent.setup()
    render(<List late={late} />)
    const focused = () => document.activeElement?.textContent
    screen.getByRole('button', { name: 'Remove b' }).focus()
    await user.keyboard('{Enter}')
    await expect.poll(focused).toBe('Remove c')
    await user.keyboard('{Enter}')
    await expect.poll(focused).toBe('Remove a')
    await user.keyboard('{Enter}')
    await expect.poll(focused).toBe('Add')
  })

  it('stays on the page when that was clicked before a removal that came to nothing is drawn again', async () => {
    const user = userEvent.setup()
    const { rerender } = render(<List late={late} />)
    screen.getByRole('button', { name: 'Keep' }).focus()
    await user.keyboard('{Enter}')
    await user.click(document.body)
    rerender(<List late={late} />)
    expect(document.activeElement).toBe(document.body)
  })

  it('stays where it was put meanwhile', async () => {
    const user = userEvent.setup()
    render(<List late={late} />)
    await user.click(screen.getByRole('button', { name: 'Remove b' }))
    screen.getByRole('textbox', { name: 'a' }).focus()
    await expect.poll(() => screen.queryByRole('textbox', { name: 'b' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Remove c' }))
    await expect.poll(() => document.activeElement?.textContent).toBe('Remove a')
  })
})
