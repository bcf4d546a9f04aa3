import type { ExportWarningCode } from '../../shared/domain/export-warning.ts'
import type { Problem } from '../../shared/domain/problem.ts'
import { colon, fact, type ProblemWords, parameter, suggested } from './problem.ts'

const instead = 'Give it to the server in its environment'

/** Some releases resolve references in a stanza; in the environment none can be relied on to. */
const literally = (p: Problem): string =>
  fact(p, 'form') === 'environment'
    ? 'The environment does not resolve references: env:// and file:// are taken'
    : 'This release takes env:// and file://'

export const exportWords: Record<ExportWarningCode, ProblemWords> = {
  'secret-left-out': {
    title: (p) => `${parameter(p)} is left out`,
    meaning: (p) =>
      `A secret is never written to a file. ${instead} as ${suggested(p, 'the variable that AWS defines')}.`,
  },
  'reference-not-supported': {
    title: (p) => `${parameter(p)} is left out`,
    meaning: (p) =>
      `${literally(p)} literally, as the key itself. ${instead} as ${suggested(p, 'the variable that AWS defines')}.`,
  },
  'half-key-pair': {
    title: (p) => `${parameter(p)} is left out`,
    meaning: (p) => `Half a key pair stops the server. ${instead} as ${suggested(p, 'both variables of the pair')}.`,
  },
  'token-without-pair': {
    title: (p) => `${parameter(p)} is left out`,
    meaning: () => 'A session token has no effect without access_key and secret_key.',
  },
  'reference-taken-literally': {
    title: (p) => `${parameter(p)} is written as it is`,
    meaning: () =>
      'It looks like a reference, and no release resolves one in this parameter: the server takes the text itself.',
  },
  'reference-keeps-line-end': {
    title: (p) => `The file behind ${parameter(p)} must not end with a line end`,
    meaning: () =>
      'The server takes the file to its last byte. With a line end behind the secret, KMS refuses every request.',
  },
  'parameter-not-read': {
    title: (p) => `${parameter(p)} is left out`,
    meaning: () => 'This release does not read it.',
  },
  'no-environment-name': {
    title: (p) => `${parameter(p)} is left out`,
    meaning: () => 'No environment variable sets it. Keep it in the stanza.',
  },
  'environment-name-wider': {
    title: (p) => `${suggested(p, 'The variable')} sets more than ${parameter(p)}`,
    meaning: () => 'Other programs that read this environment follow it too.',
  },
  'disabled-not-expressible': {
    title: () => 'A disabled seal cannot be said in the environment',
    meaning: () => 'This form would enable it. For a migration use the stanza.',
  },
  'value-not-expressible': {
    title: (p) => `${parameter(p)} is left out`,
    meaning: () => 'Its value holds characters that this form cannot carry.',
  },
  'not-a-boolean': {
    title: (p) => `${parameter(p)} is no truth value that the server reads`,
    meaning: () => 'The server stops with a ParseBool error. It reads true and false.',
  },
  'invalid-name': {
    title: (p) => `${parameter(p)} is not a name that the server takes`,
    meaning: () => 'Letters, digits, hyphens and underscores are allowed.',
  },
  'invalid-priority': {
    title: (p) => `${parameter(p)} is not a priority that the server takes`,
    meaning: () => 'It is a whole number from 1 on.',
  },
  'key-id-missing': {
    title: () => 'No key is named',
    meaning: () => 'The server has to find the key id in its environment, or it stops at start.',
  },
  'region-missing': {
    title: () => 'No region is named',
    meaning: () =>
      'The server takes it from its environment, its AWS files or instance metadata, and from nothing else.',
  },
  'region-differs-from-key': {
    title: (p) => `The key lives in another region${colon(p, 'keyRegion')}`,
    meaning: (p) => `Requests go to ${fact(p, 'region') || 'the region named'}, where KMS does not know this ARN.`,
  },
  'plugin-placeholders': {
    title: () => 'The plugin block has places to fill in',
    meaning: () =>
      'This release has no awskms of its own. Fill in the folder, the file and its SHA-256 of the plugin you installed.',
  },
  'plugin-block-needed': {
    title: () => 'This form has no place for the plugin block',
    meaning: () => 'This release needs it in its configuration file: take it from the HCL form.',
  },
  'plugin-not-supported': {
    title: () => 'The plugin block is left out',
    meaning: () => 'This release knows no KMS plugins.',
  },
  'secret-placeholders': {
    title: () => 'The Secret is yours to fill in',
    meaning: () => 'No export holds a secret. Where the pod has a role of its own, it needs none.',
  },
  'key-arn-placeholder': {
    title: () => 'The policy has places to fill in',
    meaning: () => 'A policy names a key by its ARN, and neither an alias nor a key id tells all of it.',
  },
  'principal-placeholder': {
    title: () => 'The policy does not say yet who the server is',
    meaning: () => 'Put the ARN of the role or user that the server runs as in the marked place.',
  },
  'via-service-denies-server': {
    title: (p) => `The condition shuts the server out${colon(p, 'viaService')}`,
    meaning: () => 'It lets only requests through that an AWS service makes. A server asks KMS itself.',
  },
  'makes-new-key': {
    title: () => 'This makes a new key',
    meaning: (p) => `Blobs of another key do not open with it. Its alias is ${suggested(p, 'marked')}.`,
  },
  'fits-releases': {
    title: (p) => `It fits ${fact(p, 'product') ?? 'the server'} from ${fact(p, 'from') ?? 'this release'} on`,
    meaning: (p) => (fact(p, 'to') ? `Up to ${fact(p, 'to')} its rules are the same.` : 'No later rules are known.'),
  },
  'release-assumed': {
    title: (p) => `The rules of this release are assumed${fact(p, 'from') ? `, from ${fact(p, 'from')} on` : ''}`,
    meaning: () =>
      'It could not be run. They are those of its nearest neighbour: try the file where a failure does no harm.',
  },
}
