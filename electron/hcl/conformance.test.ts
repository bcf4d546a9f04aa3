import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { conformanceFile } from '../../e2e/fixtures/conformance.ts'
import { parse } from './parse.ts'
import { format } from './print/printer.ts'

const folders = ['hcl1', 'openbao-config'].map(conformanceFile).filter((path) => path !== undefined)
const isThere = folders.length === 2
const root = join(folders[0] ?? '.', '..')

function filesIn(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesIn(path) : [path]
  })
}

/** The fixtures that the servers' parser refuses, with its words, which were asked for once; it accepts all the others. */
const refused: Record<string, string> = JSON.parse(
  readFileSync(new URL('testdata/refused-fixtures.json', import.meta.url), 'utf8'),
)

describe.skipIf(!isThere)('public fixtures', () => {
  const files = isThere ? folders.flatMap(filesIn).map((path) => relative(root, path)) : []
  const goldens = files.filter((file) => file.endsWith('.golden'))

  it('are all there', () => {
    expect([files.length > 150, goldens.length]).toEqual([true, 18])
  })

  it.each(files)('reads %s as the servers do', (file) => {
    const text = readFileSync(join(root, file), 'utf8')
    expect(parse(text).strictRefusal?.text).toBe(refused[file])
  })

  it.each(goldens)('prints %s', (file) => {
    const golden = readFileSync(join(root, file), 'utf8')
    const inputs = [file.replace('.golden', '.input')]
    if (file.endsWith('/comment.golden')) inputs.push(file.replace('comment.golden', 'comment_crlf.input'))
    for (const input of inputs) expect(format(parse(readFileSync(join(root, input), 'utf8')))).toBe(golden)
  })
})
