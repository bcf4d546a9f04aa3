/**
 * The sections of the AWS files as the second SDK puts them together: those of the config file by their prefix, those of the
 * credentials file over them. A section with one key of a pair is remembered as faulty.
 */
import { Refusal } from '../refusal.ts'
import type { Surroundings } from '../surroundings.ts'
import { type IniSections, readIni } from './ini.ts'

export interface AwsFiles {
  config: string
  credentials: string
}

/** All sections by name; those of profiles without their prefix. */
export function loadSections({ config, credentials }: AwsFiles, surroundings: Surroundings): IniSections {
  const sections = configSections(openFile(config, surroundings))
  const others = openFile(credentials, surroundings)
  for (const name of [...others.keys()]) if (name.startsWith(profilePrefix)) others.delete(name)
  mergeInto(sections, others)
  return sections
}

const profilePrefix = 'profile '

/** A file that is not there is passed over; a directory in its place is not. */
function openFile(path: string, { disk }: Surroundings): IniSections {
  const found = disk.find(path)
  if (found.kind === 'directory') {
    throw new Refusal(`failed to load shared config file, ${path}, read all: read ${path}: is a directory`)
  }
  const sections: IniSections = new Map()
  if (found.kind === 'file') mergeInto(sections, readIni(found.text, path))
  return sections
}

/** `[profile default]` takes the place of `[default]`; a profile without its prefix is dropped. */
function configSections(sections: IniSections): IniSections {
  for (const name of [...sections.keys()].sort()) {
    const section = sections.get(name)
    if (!section) continue
    if (name.startsWith(profilePrefix)) {
      sections.delete(name)
      sections.set(name.slice(profilePrefix.length), section)
    } else if (!isKept(name)) sections.delete(name)
  }
  return sections
}

function isKept(name: string): boolean {
  return name.startsWith('sso-session ') || name.startsWith('services ') || name.toLowerCase() === 'default'
}

/** The entries that a credentials file can put over those of the config file. */
const mergedKeys = [
  'role_arn',
  'source_profile',
  'credential_source',
  'external_id',
  'mfa_serial',
  'role_session_name',
  'region',
  'credential_process',
  'web_identity_token_file',
  'use_dualstack_endpoint',
  'use_fips_endpoint',
  'defaults_mode',
  'retry_mode',
  'ca_bundle',
  'duration_seconds',
  'max_attempts',
  'ec2_metadata_service_endpoint_mode',
  'ec2_metadata_service_endpoint',
  'sso_session',
  'sso_account_id',
  'sso_region',
  'sso_role_name',
  'sso_start_url',
]
const keyPair = ['aws_access_key_id', 'aws_secret_access_key'] as const

function mergeInto(target: IniSections, source: IniSections): void {
  for (const [name, section] of source) {
    const [hasId, hasSecret] = keyPair.map((key) => section.values.has(key))
    if (hasId !== hasSecret) section.errors.push(`partial credentials found for profile ${name}`)
    const existing = target.get(name)
    if (!existing) {
      target.set(name, section)
      continue
    }
    existing.errors = section.errors
    const keys = hasId && hasSecret ? [...mergedKeys, ...keyPair, 'aws_session_token'] : mergedKeys
    for (const key of keys) {
      const entry = section.values.get(key)
      if (entry) existing.values.set(key, entry)
    }
  }
}
