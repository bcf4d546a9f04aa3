import { describe, expect, it } from 'vitest'
import { namesWithT64, notFound, offers } from './system-libraries.mjs'

describe('system libraries', () => {
  it('reads the missing ones from what ldd prints, each once', () => {
    const output = [
      '\tlinux-vdso.so.1 (0x00007ffd0a1f2000)',
      '\tlibgtk-3.so.0 => not found',
      '\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1c)',
      '\tlibnss3.so => not found',
      '\tlibnss3.so => not found',
    ].join('\n')
    expect(notFound(output)).toEqual(['libgtk-3.so.0', 'libnss3.so'])
  })

  it.each([
    ['ID=debian\nVERSION_ID="12"', false],
    ['ID=debian\nVERSION_ID="13"', true],
    ['NAME="Ubuntu"\nVERSION_ID="22.04"\nID=ubuntu', false],
    ['NAME="Ubuntu"\nVERSION_ID="24.04"\nID=ubuntu', true],
    ['ID=fedora\nVERSION_ID=43', false],
  ])('knows which releases have only the t64 names: %j', (release, expected) => {
    expect(namesWithT64(release)).toBe(expected)
  })

  it.each([
    ['has a candidate', true, 'libgtk-3-0t64:', '  Installed: (none)\n  Candidate: 3.24.49-3'],
    ['is virtual', false, 'libgtk-3-0t64:', '  Installed: (none)\n  Candidate: (none)'],
    ['is unknown', false, '', ''],
  ])('reads what apt says of a package that %s', (_what, expected, head, body) => {
    expect(offers(`${head}\n${body}\n${libc('http://deb.debian.org/debian')}`, 'libgtk-3-0t64')).toBe(expected)
  })

  it('does not know while apt has no lists', () => {
    expect(offers(libc('/var/lib/dpkg/status'), 'libgtk-3-0t64')).toBeUndefined()
  })
})

const libc = (source) =>
  `libc6:\n  Installed: 2.41-12\n  Candidate: 2.41-12\n  Version table:\n *** 2.41-12 500\n        500 ${source}\n`
