/**
 * The secrets of a seal as credentials of systemd: files that only root can read, which systemd hands to the server alone. Where the
 * release resolves references, the stanza refers to each of them; older ones get the whole pair as a credentials file of AWS.
 */
import type { Engine } from '../../../shared/domain/engine.ts'
import type { Release } from '../../../shared/domain/releases.ts'
import type { LooseSealParameters } from '../../../shared/domain/seal-parameters.ts'
import { comment } from './fitting-releases.ts'

const places = {
  vault: { unit: 'vault.service', folder: '/etc/vault.d' },
  openbao: { unit: 'openbao.service', folder: '/etc/openbao' },
} as const

/** A drop-in of the server's unit. It holds the names of files and no secret. */
export function asSystemdCredentials(
  { session_token }: LooseSealParameters,
  { product }: Engine,
  { era }: Release,
  fits: string,
): string {
  const { unit, folder } = places[product]
  const needs = comment(`Fits ${fits}, with systemd 250 or newer.`)
  if (!era.indirection) return needs + sharedFile(folder)
  const keys = ['access_key', 'secret_key', ...(session_token ? ['session_token'] : [])]
  const references = keys.map((key) => `  ${key} = "file:///run/credentials/${unit}/${key}"`)
  return [
    needs,
    comment(`Make each file without a line end, for root to read only. The seal stanza refers to them:`, ...references),
    '[Service]\n',
    ...keys.map((key) => `LoadCredential=${key}:${folder}/credentials/${key}\n`),
  ].join('')
}

function sharedFile(folder: string): string {
  return [
    comment(
      'The file is a credentials file of AWS with the pair as its default profile, for root to read only.',
      'The seal stanza has neither access_key nor secret_key.',
    ),
    '[Service]\n',
    `LoadCredential=aws_credentials:${folder}/credentials/aws_credentials\n`,
    'Environment="AWS_SHARED_CREDENTIALS_FILE=%d/aws_credentials"\n',
  ].join('')
}
