/** What the second SDK prints when the metadata service has no answer for it. */
import { isMetadataDisabled, metadataAddress } from '../metadata.ts'
import type { Surroundings } from '../surroundings.ts'

export interface MetadataFailure {
  text: string
  /** The failure is one that a caller repeats. */
  isRepeated: boolean
}

/** The client of the service keeps to its own number, whatever the environment or a profile says of attempts. */
const attempts = 3

/** Why nothing comes back from a path; undefined where the service can be asked. */
export function metadataFailure(surroundings: Surroundings, path: string): MetadataFailure | undefined {
  if (isMetadataDisabled(surroundings)) {
    const text = 'access disabled to EC2 IMDS via client option, or "AWS_EC2_METADATA_DISABLED" environment variable'
    return { text, isRepeated: false }
  }
  if (surroundings.metadata !== 'unreachable') return undefined
  const address = metadataAddress(surroundings)
  const host = address.replace(/^[a-z]+:\/\//i, '')
  const dialled = /:\d+$/.test(host) ? host : `${host}:80`
  return {
    text:
      `exceeded maximum number of attempts, ${attempts}, request send failed, ` +
      `Get "${address}${path}": dial tcp ${dialled}: connect: connection refused`,
    isRepeated: true,
  }
}

export const notFound = 'http response error StatusCode: 404, request to EC2 IMDS failed'
