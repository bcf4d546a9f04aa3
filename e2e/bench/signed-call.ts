/** The least that a client of the sandbox can be: one kept connection per caller, a signature, JSON. It times the server, not an SDK. */
import { createHash, createHmac } from 'node:crypto'
import { Agent, request } from 'node:http'
import type { SandboxProcess } from './sandbox-process.ts'

export type Call = (operation: string, input: object) => Promise<Record<string, unknown>>

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/** Calls over `connections` kept connections; close them with the function that comes along. */
export function signedCalls(sandbox: SandboxProcess, connections: number): { call: Call; close: () => void } {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const keys = new Map<string, Buffer>()
  const { host, hostname, port } = new URL(sandbox.endpoint)
  const signingKey = (scope: string) => {
    const known = keys.get(scope)
    if (known) return known
    const key = scope.split('/').reduce<Buffer>(hmac, Buffer.from(`AWS4${sandbox.secretAccessKey}`))
    keys.set(scope, key)
    return key
  }
  const call: Call = (operation, input) => {
    const body = JSON.stringify(input)
    const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
    const headers: Record<string, string> = { host, 'x-amz-date': stamp, 'x-amz-target': `TrentService.${operation}` }
    const names = Object.keys(headers).join(';')
    const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}`)
    const canonical = ['POST', '/', '', ...lines, '', names, sha256(body)].join('\n')
    const scope = `${stamp.slice(0, 8)}/${sandbox.region}/kms/aws4_request`
    const signature = hmac(signingKey(scope), `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${sha256(canonical)}`)
    headers.authorization = `AWS4-HMAC-SHA256 Credential=${sandbox.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature.toString('hex')}`
    headers['content-length'] = String(Buffer.byteLength(body))
    return new Promise((resolve, reject) => {
      const sent = request({ agent, hostname, port, method: 'POST', path: '/', headers }, (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (data) => {
          text += data
        })
        answer.on('error', reject)
        answer.on('end', () => {
          if (answer.statusCode === 200) resolve(text ? JSON.parse(text) : {})
          else reject(new Error(`${operation}: ${text}`))
        })
      })
      sent.on('error', reject)
      sent.end(body)
    })
  }
  return { call, close: () => agent.destroy() }
}
