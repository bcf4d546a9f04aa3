/**
 * What is told of a principal to whoever asks about a loaded server. It is sent where it is told, so that it is whole or not there at all:
 * never with a mask in it. What the question itself says is known to who asks; anything else has to have the form of what it stands for,
 * because a secret in the wrong place is a secret still.
 */
import type { Origin } from '../../../shared/domain/effective-configuration.ts'
import { isAccessKeyId } from '../server-environment/secret-values.ts'
import { hasForm } from '../server-environment/shown-forms.ts'
import { isKeyReference } from './key-forms.ts'
import type { PlaceName, ResolvedPrincipal } from './principal.ts'

export type Told = Partial<Record<PlaceName | 'accessKeyId' | 'role', string>>

const forms: Readonly<Record<PlaceName, (value: string) => boolean>> = {
  kmsKeyId: isKeyReference,
  region: (value) => hasForm(value, 'region'),
  endpoint: (value) => hasForm(value, 'url'),
}

/** `isAsked` says of a place whether the question itself has a value there. */
export function toldOf(resolved: ResolvedPrincipal, isAsked: (origin: Origin) => boolean): Told {
  const told: Told = {}
  for (const [name, hasItsForm] of Object.entries(forms) as [PlaceName, (value: string) => boolean][]) {
    const { [name]: value, origins } = resolved
    const origin = origins[name]
    if (value !== undefined && origin && (isAsked(origin) || hasItsForm(value))) told[name] = value
  }
  const { accessKeyId, role } = resolved
  if (accessKeyId !== undefined && isAccessKeyId(accessKeyId)) told.accessKeyId = accessKeyId
  if (role !== undefined && isPublicRole(resolved)) told.role = role
  return told
}

/** A role is named by the end of its ARN, where it is not told by AWS itself. */
function isPublicRole({ outcome, role = '', roleArn }: ResolvedPrincipal): boolean {
  if (roleArn !== undefined) return hasForm(roleArn, 'arn')
  return (outcome === 'instance' || outcome === 'sso') && hasForm(role, 'name')
}
