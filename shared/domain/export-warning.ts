/** Everything an export may have to say about what it wrote, changed or left out. `key` of the problem names the parameter. */
export const exportWarningCodes = [
  /** A literal secret is never written; `suggestion` is the environment variable that can carry it. */
  'secret-left-out',
  /** The release takes `env://` and `file://` literally, so the reference is left out; `suggestion` as above. */
  'reference-not-supported',
  /** Half a key pair stops a server, so the other half is left out too; `suggestion` as above. */
  'half-key-pair',
  /** A session token without its key pair has no effect and is left out. */
  'token-without-pair',
  /** Looks like a reference in a parameter where no release resolves any; written as it is. */
  'reference-taken-literally',
  /** The file's contents count to the last byte: a line end behind a secret makes KMS refuse it. */
  'reference-keeps-line-end',
  /** This release ignores the parameter; left out. */
  'parameter-not-read',
  /** No environment variable sets the parameter; left out of this form. */
  'no-environment-name',
  /** The environment variable does more than the parameter would; `suggestion` names it. */
  'environment-name-wider',
  /** A disabled seal cannot be said in the environment: this form would enable it. */
  'disabled-not-expressible',
  /** The value holds something that this form cannot carry; left out. */
  'value-not-expressible',
  'not-a-boolean',
  'invalid-name',
  'invalid-priority',
  /** Neither a key id nor `key_not_required`: the server needs it from its environment. */
  'key-id-missing',
  /** No region: the server takes it from its environment, its files or instance metadata. */
  'region-missing',
  /** The region inside the key's ARN is not where the requests go. */
  'region-differs-from-key',
  /** The seal needs an external plugin and none was given: the marked places have to be filled in. */
  'plugin-placeholders',
  /** The seal needs a plugin block in the server's configuration file; this form has no place for it. */
  'plugin-block-needed',
  /** This release knows no KMS plugins; the block is left out. */
  'plugin-not-supported',
  /** The Secret holds marked places for the key pair: nothing that is secret is ever written. */
  'secret-placeholders',
  /** A policy needs a key ARN and the seal names its key otherwise; the marked places have to be filled in. */
  'key-arn-placeholder',
  /** Nobody said as whom the server runs; the marked place has to be filled in. */
  'principal-placeholder',
  /** The condition lets only requests through that an AWS service makes; a server makes its own. */
  'via-service-denies-server',
  /** The form makes a new key; `key` and `suggestion` say what the seal has to name afterwards. */
  'makes-new-key',
  /** The form has no comments: the releases that it fits, from `from` to `to`. */
  'fits-releases',
  /** The release's rules are assumed from its neighbours. */
  'release-assumed',
] as const
export type ExportWarningCode = (typeof exportWarningCodes)[number]
