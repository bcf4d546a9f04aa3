import type { EffectiveFindingCode } from '../../shared/domain/effective-configuration.ts'
import { colon, fact, type ProblemWords, parameter, suggested } from './problem.ts'

/** Words for what is found when it is worked out what a server really uses: what happens, and what to do. */
export const effectiveFindingWords: Record<EffectiveFindingCode, ProblemWords> = {
  'release-assumed': {
    title: (p) => `The rules of ${fact(p, 'product')} ${fact(p, 'version')} are assumed`,
    meaning: (p) =>
      `No such release could be run. What is told here follows its wrapper${colon(p, 'wrapper')}. Prove it before you rely on it.`,
  },
  'configuration-refused': {
    title: () => 'The server refuses the whole file',
    meaning: () => 'It stops before it looks at any seal. Mend the place that its own words name.',
  },
  'start-refused': {
    title: () => 'The server does not start with this seal',
    meaning: () => 'Its own words stand above. Nothing of the seal counts until they are gone.',
  },
  'block-misspelt': {
    title: (p) => `${parameter(p)} is no block that the server knows`,
    meaning: (p) => `It passes over it without a word, and no seal is set up. Write ${suggested(p, 'seal')}.`,
  },
  'duplicate-key': {
    title: (p) => `${parameter(p)} is given twice`,
    meaning: (p) =>
      p.severity === 'error'
        ? `It stands on line ${fact(p, 'first')} already, and this release refuses the file. Remove one.`
        : `It stands on line ${fact(p, 'first')} already; this release takes the last one. Remove the other.`,
  },
  'unknown-key': {
    title: (p) => `${parameter(p)} is read by nobody`,
    meaning: (p) =>
      p.suggestion
        ? `The server passes over it without a word. Write ${p.suggestion} if that is meant.`
        : 'The server passes over it without a word. Remove it.',
  },
  'key-for-other-release': {
    title: (p) => `${parameter(p)} has no effect in this release`,
    meaning: () => 'Another release or the other product reads it.',
  },
  'value-has-blanks': {
    title: (p) => `${parameter(p)} begins or ends with a blank`,
    meaning: () => 'The server takes the blank for a part of the value. Remove it.',
  },
  'value-has-line-end': {
    title: (p) => `${parameter(p)} holds the end of a line`,
    meaning: (p) =>
      p.key === 'kms_key_id'
        ? 'The server takes it for a part of the value, and KMS finds no such key. Remove it.'
        : 'The server takes it for a part of the value, and the request cannot be made. Remove it.',
  },
  'key-id-missing': {
    title: () => 'No KMS key is named',
    meaning: () => 'Neither the stanza nor the environment names one, so the server stops. Set kms_key_id.',
  },
  'key-not-required': {
    title: () => 'The server starts without asking for a key',
    meaning: () => 'key_not_required puts the failure off to the first use of the seal. Set kms_key_id and remove it.',
  },
  'half-pair-in-stanza': {
    title: (p) => `${parameter(p)} stands alone`,
    meaning: (p) => `Half a pair stops the server, whatever else could serve. Add ${fact(p, 'missing')} or remove it.`,
  },
  'half-pair-in-environment': {
    title: () => 'Half a key pair is in the environment',
    meaning: () => 'The server passes over it and takes the next credentials that it finds. Set both names or none.',
  },
  'token-without-pair': {
    title: () => 'A session token without keys has no effect',
    meaning: () => 'Set access_key and secret_key as well, or remove it.',
  },
  'secret-with-line-end': {
    title: (p) => `${parameter(p)} ends with the end of a line`,
    meaning: () => 'It is signed with as it is, and AWS refuses the signature. Write the file without a line end.',
  },
  'key-with-line-end': {
    title: (p) => `${parameter(p)} holds the end of a line`,
    meaning: () =>
      'It goes into a header of the request, which cannot be sent then. Write the file without a line end.',
  },
  'reference-not-resolved': {
    title: (p) => `This release takes ${fact(p, 'scheme')}:// for text`,
    meaning: (p) =>
      `${parameter(p)} is used letter by letter, not what it points to. Use the environment in its place.`,
  },
  'reference-misspelt': {
    title: (p) => `The reference in ${parameter(p)} is misspelt`,
    meaning: (p) => `The server stops or takes it for text. A reference begins with ${suggested(p, 'env://')}.`,
  },
  'environment-over-stanza': {
    title: (p) => `${fact(p, 'name')} wins over ${parameter(p)} of the stanza`,
    meaning: () => 'The server reads it before the stanza. Unset the name, or change the value there.',
  },
  'environment-names-race': {
    title: (p) =>
      `Two names give ${parameter(p)} different values${colon(p, 'names').replaceAll(/(?<=\w) /g, ' and ')}`,
    meaning: () => 'Which one counts differs from start to start. Set one of them only.',
  },
  'environment-name-ignored': {
    title: (p) => `${parameter(p)} is read by nobody in this release`,
    meaning: () => 'Another product, another SDK or another spelling reads it. It has no effect here.',
  },
  'environment-value-fatal': {
    title: (p) => `The value of ${parameter(p)} stops the server`,
    meaning: () => 'The SDK reads it although it has nothing to do with the seal. Correct it, or unset the name.',
  },
  'disallow-without-effect': {
    title: () => 'disallow_env_vars has no effect in this release',
    meaning: () => 'The environment is read all the same. Unset what is not to count.',
  },
  'role-without-effect': {
    title: () => 'role_arn does nothing here',
    meaning: (p) =>
      `The server signs with other credentials (${fact(p, 'outcome')?.replaceAll('-', ' ')}), and no role is assumed. ` +
      'Give the role a token file, or remove it.',
  },
  'role-calls-sts-anyway': {
    title: () => 'The role is tried although keys win',
    meaning: () => 'STS is asked at each start, and its answer is thrown away. Remove the role or the keys.',
  },
  'role-expires': {
    title: (p) => `The role’s credentials last ${fact(p, 'minutes')} minutes and are not renewed`,
    meaning: () => 'After that each use of the seal fails. Give the role a token file, or attach it to the instance.',
  },
  'role-from-environment': {
    title: (p) => `A role comes from the environment${colon(p, 'role')}`,
    meaning: () => 'On EKS it may be the node’s or another workload’s. See to it that it is the one for the seal.',
  },
  'role-external-id-emptied': {
    title: (p) => `role_arn takes the place of the profile’s role${colon(p, 'role')}`,
    meaning: () => 'The profile’s external id is lost with it. Set the role in the profile only.',
  },
  'token-file-misspelt': {
    title: () => 'web_identity_token_file is a path, not a reference',
    meaning: (p) => `With file:// it is not found, or its text is taken for a path. Write ${suggested(p, 'the path')}.`,
  },
  'credentials-file-not-read': {
    title: (p) => `The credentials file is not read${colon(p, 'file')}`,
    meaning: () => 'This wrapper reads only the file that shared_creds_filename names. Name it there.',
  },
  'config-file-not-read': {
    title: (p) => `Profile ${fact(p, 'profile')} of the config file is not read${colon(p, 'file')}`,
    meaning: () => 'This wrapper takes keys from the credentials file only. Put them there.',
  },
  'default-profile-fatal': {
    title: () => 'A [default] in the home folder’s credentials file stops the server',
    meaning: (p) => `Name the file in shared_creds_filename${colon(p, 'file')}, or take the section out.`,
  },
  'default-profile-hides-environment': {
    title: () => 'A [default] profile hides the keys of the environment',
    meaning: () => 'This wrapper asks the profile first, even one without keys. Take the section out.',
  },
  'default-profile-name-ignored': {
    title: (p) => `AWS_DEFAULT_PROFILE does not choose ${fact(p, 'profile')}`,
    meaning: () => 'Something that counts before it is there. Set AWS_PROFILE if that profile is meant.',
  },
  'profile-named-twice': {
    title: (p) => `Two places name a profile: ${fact(p, 'used')} counts, ${fact(p, 'unused')} does not`,
    meaning: () => 'The environment’s counts. Remove one of them.',
  },
  'profile-not-found': {
    title: (p) => `Profile ${fact(p, 'profile')} is in no file that is read`,
    meaning: (p) =>
      p.severity === 'error'
        ? 'The server stops. Correct the name, or load the file that has it.'
        : 'It is passed over.',
  },
  'profile-stops-second-load': {
    title: (p) => `AWS_PROFILE stops the server: ${fact(p, 'profile')} is not in the usual files`,
    meaning: () =>
      'The SDK loads its settings once more without shared_creds_filename. Put the profile there, or unset the name.',
  },
  'path-not-expanded': {
    title: (p) => `~ in ${parameter(p)} is taken letter by letter`,
    meaning: () => 'No server puts the home folder in its place. Write the whole path.',
  },
  'region-by-default': {
    title: (p) => `Nothing gives a region, so it is ${fact(p, 'region')}`,
    meaning: () => 'A key elsewhere is not found then. Set region in the stanza.',
  },
  'region-from-metadata': {
    title: () => 'The region is that of the instance',
    meaning: () => 'Elsewhere it will be another one. Set region in the stanza.',
  },
  'region-unknown': {
    title: (p) => `${fact(p, 'region')} is no region of AWS as they are spelled`,
    meaning: () => 'The server takes it as it is and asks an address that does not exist. Correct it.',
  },
  'region-not-in-endpoint': {
    title: (p) => `The endpoint is in ${fact(p, 'other')}, the region is ${fact(p, 'region')}`,
    meaning: () => 'Requests are signed for one and sent to the other, and AWS refuses them. Make them agree.',
  },
  'region-not-in-key-id': {
    title: (p) => `The key is in ${fact(p, 'other')}, the region is ${fact(p, 'region')}`,
    meaning: () => 'KMS looks for it in the region that it is asked in, and does not find it. Make them agree.',
  },
  'endpoint-switched-off': {
    title: () => 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS takes the endpoint away',
    meaning: () => 'The region’s own endpoint is asked. Set endpoint in the stanza, or unset the name.',
  },
  'endpoint-from-sdk-name': {
    title: (p) => `The endpoint comes from the SDK’s own settings${colon(p, 'name')}`,
    meaning: () => 'Older releases and the other product do not read it. Set endpoint in the stanza.',
  },
  'endpoint-malformed': {
    title: () => 'The endpoint is no address that can be asked',
    meaning: (p) => `It needs http:// or https:// and a host. Write ${suggested(p, 'the whole address')}.`,
  },
  'endpoint-excludes-fips': {
    title: () => 'FIPS or dual-stack names do not go with an endpoint of one’s own',
    meaning: () => 'The SDK refuses both together. Name the FIPS endpoint itself, or unset the name.',
  },
  'ca-bundle-stops-seal': {
    title: (p) => `${parameter(p)} stops this wrapper`,
    meaning: (p) =>
      `It brings an HTTP client of its own, to which a bundle cannot be added. Use ${suggested(p, 'SSL_CERT_FILE')}.`,
  },
  'metadata-hop-limit': {
    title: () => 'In a container the instance’s metadata may be out of reach',
    meaning: (p) => `The instance needs a hop limit of ${fact(p, 'limit')} for it; with 1 the start waits and fails.`,
  },
  'metadata-slow': {
    title: (p) => `The start waits about ${fact(p, 'seconds')} seconds for metadata that does not answer`,
    meaning: () => 'Give region and credentials elsewhere, or set AWS_EC2_METADATA_DISABLED=true.',
  },
  'metadata-switch-ignored': {
    title: (p) => `${parameter(p)} is neither true nor false`,
    meaning: (p) => `It counts as not set. Write ${suggested(p, 'true')}.`,
  },
  'plugin-needed': {
    title: () => 'This release has no awskms seal of its own',
    meaning: (p) =>
      `It does not start without the external plugin. Register it with a block ${suggested(p, 'plugin')}.`,
  },
  'plugin-advised': {
    title: () => 'From the next release on the seal is an external plugin',
    meaning: (p) => `Here the built-in one still serves. A block ${suggested(p, 'plugin')} makes ready for the move.`,
  },
  'storage-removed': {
    title: () => 'This release has no storage "file"',
    meaning: () => 'The server does not start. Move the data to raft before the upgrade.',
  },
  'seal-type-overridden': {
    title: (p) => `${parameter(p)} turns the seal ${fact(p, 'from')} into ${fact(p, 'to')}`,
    meaning: () => 'The type in the file does not count. Unset the name if the file is meant.',
  },
  'seal-type-left-exported': {
    title: (p) => `${parameter(p)} is set during a migration of the seal`,
    meaning: () =>
      'It changes the type of every enabled block, and of the key shares that the server would go back to. Unset it before the server is restarted.',
  },
  'seal-migration': {
    title: (p) => `The seal moves from ${fact(p, 'from')} to ${fact(p, 'to')}`,
    meaning: () =>
      'A disabled block beside an enabled one asks for a migration at the next unseal, with the old seal still usable.',
  },
  'seals-in-parallel': {
    title: () => 'More than one enabled seal',
    meaning: () => 'The last block is the one that counts here. Remove or disable the others.',
  },
}
