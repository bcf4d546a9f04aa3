import { createHash, createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runSandbox, type SandboxLine, type SandboxProcess } from './fixtures/sandbox-process.ts'

const root = mkdtempSync(join(tmpdir(), 'sandbox-durability-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/** One signed call. Rejects when the answer does not come. */
function call(ready: SandboxLine, operation: string, input: object): Promise<Record<string, unknown>> {
  const { host, hostname, port } = new URL(ready.endpoint)
  const body = JSON.stringify(input)
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  const headers: Record<string, string> = { host, 'x-amz-date': stamp, 'x-amz-target': `TrentService.${operation}` }
  const names = Object.keys(headers).join(';')
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}`)
  const canonical = ['POST', '/', '', ...lines, '', names, sha256(body)].join('\n')
  const scope = `${stamp.slice(0, 8)}/us-east-1/kms/aws4_request`
  const key = scope.split('/').reduce<Buffer>(hmac, Buffer.from(`AWS4${ready.secretAccessKey}`))
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${sha256(canonical)}`).toString('hex')
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${ready.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ hostname, port, method: 'POST', path: '/', headers }, (answer) => {
      let text = ''
      answer.on('data', (data) => {
        text += data
      })
      answer.on('error', reject)
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve(text ? JSON.parse(text) : {}) : reject(new Error(text)),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** What a life of the sandbox acknowledged: aliases made and removed, keys and grants made, ciphertexts by the text inside. */
interface Acknowledged {
  readonly aliases: Set<string>
  readonly removed: Set<string>
  /** Ids of keys by what their policy names itself. */
  readonly policies: Map<string, string>
  readonly grants: Set<string>
  readonly ciphertexts: Map<string, string>
}

/** Writes without pause until the sandbox is gone, noting only what it acknowledged. */
async function write(ready: SandboxLine, name: string, noted: Acknowledged, acknowledge: () => void): Promise<void> {
  const key = ready.keys.find((entry) => entry.name === 'fit')?.keyId ?? ''
  try {
    for (let count = 0; ; count++) {
      const alias = `alias/${name}-${count}`
      await call(ready, 'CreateAlias', { AliasName: alias, TargetKeyId: key })
      noted.aliases.add(alias)
      acknowledge()
      if (count % 3 === 1) {
        const before = `alias/${name}-${count - 1}`
        noted.aliases.delete(before)
        await call(ready, 'DeleteAlias', { AliasName: before })
        noted.removed.add(before)
      }
      // Few enough to stay within a key's lifetime limit; an Encrypt right after must survive with its material.
      if (count === 2 && name.endsWith('w0') && name.includes('-0-'))
        await call(ready, 'RotateKeyOnDemand', { KeyId: key })
      const { CiphertextBlob } = await call(ready, 'Encrypt', {
        KeyId: key,
        Plaintext: Buffer.from(alias).toString('base64'),
      })
      noted.ciphertexts.set(String(CiphertextBlob), alias)
      if (count % 4 === 2) await changeMore(ready, key, alias, noted)
    }
  } catch {
    // The sandbox was killed under the request: nothing was acknowledged.
  }
}

/** A key with a policy, and a grant on the shared key: two lines of the store, each acknowledged on its own. */
async function changeMore(ready: SandboxLine, key: string, name: string, noted: Acknowledged): Promise<void> {
  const { KeyMetadata } = await call(ready, 'CreateKey', { Description: name })
  const { KeyId, AWSAccountId } = KeyMetadata as { KeyId: string; AWSAccountId: string }
  const Principal = { AWS: `arn:aws:iam::${AWSAccountId}:root` }
  const Statement = { Sid: name, Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' }
  await call(ready, 'PutKeyPolicy', { KeyId, Policy: JSON.stringify({ Statement }) })
  noted.policies.set(name, KeyId)
  const grantee = ready.principals.find((principal) => principal.name === 'auditor')?.arn
  const grant = { KeyId: key, GranteePrincipal: grantee, Operations: ['Encrypt'], Name: name }
  noted.grants.add(String((await call(ready, 'CreateGrant', grant)).GrantId))
}

async function grantsOf(ready: SandboxLine, KeyId: string): Promise<Set<string>> {
  const ids = new Set<string>()
  for (let marker: unknown; ; ) {
    const page = await call(ready, 'ListGrants', { KeyId, Limit: 100, ...(marker ? { Marker: marker } : {}) })
    for (const { GrantId } of page.Grants as { GrantId: string }[]) ids.add(GrantId)
    marker = page.NextMarker
    if (!page.Truncated) return ids
  }
}

async function aliasesOf(ready: SandboxLine): Promise<Set<string>> {
  const names = new Set<string>()
  for (let marker: unknown; ; ) {
    const page = await call(ready, 'ListAliases', { Limit: 100, ...(marker ? { Marker: marker } : {}) })
    for (const entry of page.Aliases as { AliasName: string }[]) names.add(entry.AliasName)
    marker = page.NextMarker
    if (!page.Truncated) return names
  }
}

/** Starts, writes from four sides, kills after a given number of acknowledgements, and repeats on the same store. */
async function killAgainAndAgain(lane: number, kills: number): Promise<Acknowledged> {
  const folder = join(root, `lane-${lane}`)
  const noted: Acknowledged = {
    aliases: new Set(),
    removed: new Set(),
    policies: new Map(),
    grants: new Set(),
    ciphertexts: new Map(),
  }
  for (let life = 0; life < kills; life++) {
    const sandbox = await runSandbox(['--data', folder])
    await killWhileWriting(sandbox, `l${lane}-${life % 10}-${life}`, 1 + ((life * 7) % 23), noted)
  }
  await verify(folder, noted)
  return noted
}

async function killWhileWriting(
  sandbox: SandboxProcess,
  name: string,
  after: number,
  noted: Acknowledged,
): Promise<void> {
  let left = after
  const acknowledge = () => {
    left--
    if (left === 0) sandbox.process.kill('SIGKILL')
  }
  const writers = [0, 1, 2, 3].map((writer) => write(sandbox.ready, `${name}-w${writer}`, noted, acknowledge))
  await Promise.all(writers)
  await sandbox.end('SIGKILL')
}

async function verify(folder: string, noted: Acknowledged): Promise<void> {
  const sandbox = await runSandbox(['--data', folder])
  expect(sandbox.ready.damagedStore).toBeUndefined()
  const present = await aliasesOf(sandbox.ready)
  expect([...noted.aliases].filter((alias) => !present.has(alias))).toEqual([])
  expect([...noted.removed].filter((alias) => present.has(alias))).toEqual([])
  const grants = await grantsOf(sandbox.ready, sandbox.ready.keys.find(({ name }) => name === 'fit')?.keyId ?? '')
  expect([...noted.grants].filter((id) => !grants.has(id))).toEqual([])
  for (const [name, KeyId] of noted.policies) {
    const { Policy } = await call(sandbox.ready, 'GetKeyPolicy', { KeyId })
    expect(JSON.parse(String(Policy)).Statement.Sid).toBe(name)
  }
  for (const [CiphertextBlob, alias] of noted.ciphertexts) {
    const { Plaintext } = await call(sandbox.ready, 'Decrypt', { CiphertextBlob })
    expect(Buffer.from(String(Plaintext), 'base64').toString()).toBe(alias)
  }
  expect(await sandbox.end('SIGTERM')).toBe(0)
}

test('loses no acknowledged change in 520 kills while writing', async () => {
  const lanes = await Promise.all([0, 1, 2, 3].map((lane) => killAgainAndAgain(lane, 130)))
  const acknowledged = lanes.map(({ aliases, removed, policies, grants }) => {
    return aliases.size + removed.size + policies.size + grants.size
  })
  expect(acknowledged.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(5000)
}, 400_000)
