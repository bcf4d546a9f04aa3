/** The links of a credential chain in the order in which they are asked, and the sources that credentials come from. */
export const credentialSources = [
  'sandbox',
  'environment',
  'static',
  'assume-role',
  'web-identity',
  'process',
  'sso',
  'login',
  'container',
  'instance',
] as const
export type CredentialSource = (typeof credentialSources)[number]

/** Why a link of the credential chain did what it did. A fixed list, so that the page can have words for each. */
export const chainReasons = [
  'found',
  'not-set',
  'half-pair',
  'shadowed-by-profile',
  'profile-not-found',
  'no-credentials-in-profile',
  'source-profile-missing',
  'source-profile-not-found',
  'source-profile-loop',
  'sources-conflict',
  'credential-source-unknown',
  'role-arn-missing',
  'web-identity-token-file-missing',
  'web-identity-token-unreadable',
  'sso-session-not-found',
  'sso-settings-missing',
  'sso-token-absent',
  'sso-token-expired',
  'sso-token-malformed',
  'sso-role-refused',
  'login-token-absent',
  'login-token-expired',
  'mfa-code-needed',
  'process-exit',
  'process-not-started',
  'process-timed-out',
  'process-output-malformed',
  'process-credentials-expired',
  'refused',
  'unreachable',
  'address-refused',
  'answer-malformed',
  'disabled',
  'no-role',
  'sandbox-key',
] as const
export type ChainReason = (typeof chainReasons)[number]

/** Findings about the AWS files and their profiles: the `code` of a `Problem`. */
export const awsFileProblems = [
  'section-malformed',
  'section-name-invalid',
  'section-without-prefix',
  'section-prefix-in-credentials',
  'section-duplicate',
  'section-outdone',
  'entry-outside-section',
  'entry-malformed',
  'entry-name-missing',
  'entry-name-invalid',
  'entry-duplicate',
  'continuation-misplaced',
  'byte-order-mark',
] as const
export type AwsFileProblem = (typeof awsFileProblems)[number]
