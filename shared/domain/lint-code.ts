/** Everything that can be said about a server's configuration file. `key` of the problem names the parameter or block. */
export const lintCodes = [
  /** The file's syntax; `message` is the parser's. The first one stops every server. */
  'syntax',
  /** In JSON a comma or brace is missing or out of place, and the servers pass over everything from here on without an error. */
  'text-ignored',
  /** The whole file is refused, for a reason that no other finding names; `text` is the server's own. */
  'refused-by-server',
  /** The key is there already, on line `firstLine`. */
  'duplicate-key',
  /** Nobody reads the key. */
  'unknown-key',
  /** Nobody reads the key, and it looks much like `suggestion`. */
  'misspelt-key',
  /** Other releases or the other product read the key, this one does not. */
  'key-not-read',
  /** A list or object where the server needs a string. */
  'not-a-value',
  /** The scanner takes the value, the decoder does not: the server goes down. */
  'undecodable-value',
  /** Not one of the texts that count as a boolean. */
  'not-a-boolean',
  'invalid-name',
  'invalid-priority',
  'name-not-unique',
  /** A secret in plain text; `suggestion` is what could stand there instead, or the variable that could carry it. */
  'secret-in-file',
  /** The release takes `env://` and `file://` literally here. */
  'reference-taken-literally',
  /** Meant as a reference, but spelled so that the whole text is taken for the name or path; `suggestion` is the right spelling. */
  'reference-malformed',
  /** A reference to a variable that the server's environment does not have. */
  'reference-unset',
  /** Blanks or a line end around a value that counts to the last character. */
  'value-with-blanks',
  /** An endpoint without a scheme, which only some releases complete. */
  'endpoint-without-scheme',
  'endpoint-malformed',
  'key-id-missing',
  'region-missing',
  /** The region in the key's ARN is not where the requests go. */
  'region-differs-from-key',
  'half-key-pair',
  'token-without-pair',
  'label-missing',
  /** `suggestion` is the label in lower case. */
  'label-not-lower-case',
  'unknown-seal-type',
  /** The servers read one label. */
  'label-ignored',
  /** `hsm` is the old name of `seal`. */
  'block-deprecated',
  'too-many-blocks',
  'too-many-seals',
  'more-than-one-seal-enabled',
  /** A block whose name looks much like `suggestion`, and that every server passes over. */
  'misspelt-block',
  'plugin-block-missing',
  'plugin-not-supported',
  'plugin-directory-missing',
  /** `command` or `sha256sum` of a plugin block is missing or malformed. */
  'plugin-malformed',
  'storage-not-supported',
  /** Integrated storage needs a decision on `disable_mlock` from this release on. */
  'mlock-not-decided',
  'multiseal-without-effect',
  /** The release's rules are assumed from its neighbours. */
  'release-assumed',
] as const
export type LintCode = (typeof lintCodes)[number]
