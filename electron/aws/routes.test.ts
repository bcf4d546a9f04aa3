import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { DiagnosedError } from '../../shared/diagnosis.ts'
import type { Connection } from '../../shared/domain/connection.ts'
import { connectionRoutesSchema } from '../../shared/domain/connection-routes.ts'
import { createIdentities } from './identities.ts'
import { createKmsAccess } from './kms-access.ts'
import { createTestWorld } from './testing/world.ts'
import { createTransport } from './transport.ts'
import type { AwsWorld, Environment } from './world.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function routes(
  environment: Environment,
  connection: Connection = { kind: 'environment' },
  parts: Partial<AwsWorld> = {},
) {
  const world = await createTestWorld(environment, parts)
  cleanups.push(world.remove)
  const access = createKmsAccess(world)
  cleanups.push(access.close)
  return createIdentities(world, access).routes(connection)
}

async function codeOf(act: Promise<unknown>) {
  const error = await act.catch((reason: unknown) => reason)
  return error instanceof DiagnosedError ? error.diagnosis : error
}

it('names AWS’s own endpoints of the region, and the proxy of each without its password', async () => {
  const told = await routes({
    AWS_REGION: 'cn-north-1',
    HTTPS_PROXY: 'http://user:hunter2@proxy.corp:3128',
    NO_PROXY: 'sts.cn-north-1.amazonaws.com.cn',
  })
  expect(connectionRoutesSchema.parse(told)).toEqual({
    region: 'cn-north-1',
    services: [
      {
        service: 'kms',
        endpoint: 'https://kms.cn-north-1.amazonaws.com.cn',
        isConfigured: false,
        proxy: 'proxy.corp:3128',
      },
      { service: 'sts', endpoint: 'https://sts.cn-north-1.amazonaws.com.cn', isConfigured: false },
    ],
    proxiesBy: 'environment',
  })
})

it('asks the system where it decides, and nobody for a server on this machine', async () => {
  const asked: string[] = []
  const told = await routes({ AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL_KMS: 'http://127.0.0.1:4566/kms' }, undefined, {
    proxyFor: async (url) => {
      asked.push(url)
      return 'socks5://gate:1080'
    },
  })
  expect(asked).toEqual(['https://sts.eu-west-1.amazonaws.com/'])
  expect(told).toMatchObject({
    proxiesBy: 'system',
    services: [
      { service: 'kms', endpoint: 'http://127.0.0.1:4566', isConfigured: true },
      { service: 'sts', isConfigured: false, proxy: 'gate:1080' },
    ],
  })
})

it('counts the certificates of a bundle, and says what is wrong with one that cannot be used', async () => {
  const world = await createTestWorld({})
  cleanups.push(world.remove)
  const file = join(world.home, 'ca.pem')
  await writeFile(file, '-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n'.repeat(2))
  const environment = { AWS_REGION: 'eu-west-1', AWS_CA_BUNDLE: file }
  expect((await routes(environment)).caBundle).toEqual({ path: file, namedBy: 'AWS_CA_BUNDLE', certificates: 2 })
  const absent = codeOf(routes({ ...environment, AWS_CA_BUNDLE: `${file}.absent` }))
  expect(await absent).toMatchObject({ code: 'file-unreadable', evidence: { systemCode: 'ENOENT' } })
})

it('opens no pipe that is named as a bundle or as an AWS file, and stops waiting when it is cancelled', async () => {
  const world = await createTestWorld({})
  cleanups.push(world.remove)
  const pipe = join(world.home, 'pipe')
  execFileSync('mkfifo', [pipe])
  const environment = { AWS_REGION: 'eu-west-1' }
  const notRead = { code: 'file-unreadable', evidence: { file: pipe, systemCode: 'EINVAL' } }
  expect(await codeOf(routes({ ...environment, AWS_CA_BUNDLE: pipe }))).toMatchObject(notRead)
  expect(await routes({ ...environment, AWS_CONFIG_FILE: pipe })).toMatchObject({ region: 'eu-west-1' })
  const transport = createTransport({ ...world, environment: { HTTPS_PROXY: 'http://gate:1' } })
  expect(await codeOf(transport.handler(pipe))).toMatchObject(notRead)
  const proxyFor = () => new Promise<undefined>(() => undefined)
  const waiting = createIdentities({ ...world, environment, proxyFor }, createKmsAccess({ ...world, environment }))
  const asked = waiting.routes({ kind: 'environment' }, { signal: AbortSignal.timeout(20) })
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
})

it('says that there is no region, and that a proxy is none', async () => {
  expect(await codeOf(routes({}))).toMatchObject({ code: 'region-missing' })
  const bad = routes({ AWS_REGION: 'eu-west-1', HTTPS_PROXY: 'ftp://gate' })
  expect(await codeOf(bad)).toMatchObject({ code: 'endpoint-unreachable', evidence: { reason: 'proxy-invalid' } })
})
