import type { LintCode } from '../../shared/domain/lint-code.ts'
import { fact, type ProblemWords, parameter, suggested } from './problem.ts'

/** Words for what is found in a configuration file. Some codes are those of an export, which says there what it did about them. */
export const lintWords: Record<LintCode, ProblemWords> = {
  syntax: {
    title: (p) => `The text cannot be read here${after(fact(p, 'message'))}`,
    meaning: (p) =>
      fact(p, 'text')
        ? `The server stops with the error “${fact(p, 'text')}”.`
        : 'The server stops earlier in the file and does not come this far.',
  },
  'text-ignored': {
    title: () => 'From here on the file is passed over',
    meaning: () =>
      'A comma or a brace is missing or out of place. The server takes the file for finished and does not say so.',
  },
  'refused-by-server': {
    title: () => 'The server refuses this file',
    meaning: (p) => `It stops with the error “${fact(p, 'text') ?? 'in its log'}”.`,
  },
  'duplicate-key': {
    title: (p) => `${parameter(p)} is given twice`,
    meaning: (p) =>
      `It stands on line ${fact(p, 'firstLine') ?? 'above'} already. ${
        p.severity === 'error' ? 'This release refuses the file' : 'The last one counts'
      }.`,
  },
  'unknown-key': {
    title: (p) => `${parameter(p)} is read by nobody`,
    meaning: () => 'The server passes over it without a word.',
  },
  'misspelt-key': {
    title: (p) => `${parameter(p)} is read by nobody: ${suggested(p, 'another spelling')} may be meant`,
    meaning: () => 'The server passes over it without a word, and goes on as if it were not there.',
  },
  'key-not-read': {
    title: (p) => `${parameter(p)} has no effect in this release`,
    meaning: () => 'Another release or the other product reads it.',
  },
  'not-a-value': {
    title: (p) => `${parameter(p)} needs one value`,
    meaning: () => 'A list or an object stops the server.',
  },
  'undecodable-value': {
    title: (p) => `The value of ${parameter(p)} brings the server down`,
    meaning: () => 'Its escapes or digits can be read as text, and not be turned into a value.',
  },
  'not-a-boolean': {
    title: (p) => `${parameter(p)} is no truth value that the server reads`,
    meaning: (p) => `The server stops with a ParseBool error. It reads ${suggested(p, 'true and false')}.`,
  },
  'invalid-name': {
    title: () => 'The name of the seal is none that the server takes',
    meaning: () => 'Letters, digits, hyphens and underscores are allowed.',
  },
  'invalid-priority': {
    title: () => 'The priority of the seal is none that the server takes',
    meaning: () => 'It is a whole number from 1 on.',
  },
  'name-not-unique': {
    title: (p) => `Another seal has the same name${after(p.key)}`,
    meaning: () => 'The server stops. A seal without a name is called after its type.',
  },
  'secret-in-file': {
    title: (p) => `${parameter(p)} is written in plain text`,
    meaning: (p) =>
      p.suggestion?.includes('://')
        ? `Everybody who can read the file has it. The release reads ${suggested(p, 'a reference')} in its place.`
        : `Everybody who can read the file has it. Leave it out and set ${suggested(p, 'its variable')} for the server.`,
  },
  'reference-taken-literally': {
    title: (p) => `${parameter(p)} holds a reference that nobody resolves`,
    meaning: () => 'This release takes env:// and file:// for the value itself here.',
  },
  'reference-malformed': {
    title: (p) => `The reference of ${parameter(p)} is not spelled as the server reads it`,
    meaning: (p) =>
      `The whole text counts as the name or path. ${suggested(p, 'env://NAME or file:///PATH')} is right.`,
  },
  'reference-unset': {
    title: (p) => `A variable is not set${after(fact(p, 'name'))}`,
    meaning: (p) => `It is what ${p.key ?? 'a parameter'} refers to, and the server stops without it.`,
  },
  'value-with-blanks': {
    title: (p) => `Blanks stand around the value of ${parameter(p)}`,
    meaning: () => 'They go to AWS with it, which then knows no such value.',
  },
  'endpoint-without-scheme': {
    title: () => 'The endpoint has no scheme',
    meaning: (p) =>
      p.severity === 'error'
        ? 'This release stops without https:// or http:// before the host.'
        : 'This release puts https:// before it. Newer ones stop.',
  },
  'endpoint-malformed': {
    title: () => 'The endpoint is no address',
    meaning: () => 'It is https:// or http://, a host, and perhaps a port.',
  },
  'key-id-missing': {
    title: () => 'No key is named',
    meaning: (p) =>
      p.severity === 'error'
        ? 'The server’s environment names none either, so it stops at start.'
        : 'The server has to find the key id in its environment, or it stops at start.',
  },
  'region-missing': {
    title: () => 'No region is named',
    meaning: () => 'The server takes it from its environment, its AWS files or instance metadata.',
  },
  'region-differs-from-key': {
    title: (p) => `The key lives in another region${after(fact(p, 'keyRegion'))}`,
    meaning: (p) => `Requests go to ${fact(p, 'region') || 'the region named'}, where KMS does not know this ARN.`,
  },
  'half-key-pair': {
    title: (p) => `${parameter(p)} stands without the other half of its pair`,
    meaning: () => 'The server stops: access_key and secret_key come together or not at all.',
  },
  'token-without-pair': {
    title: (p) => `${parameter(p)} has no effect`,
    meaning: () => 'A session token belongs to a key pair, and there is none.',
  },
  'label-missing': {
    title: (p) => `A ${p.key ?? 'seal'} block has no label`,
    meaning: () => 'The label says which kind of seal it is. Without it no server starts.',
  },
  'label-not-lower-case': {
    title: (p) => `The label ${p.key ?? ''} has upper-case letters`,
    meaning: (p) =>
      p.severity === 'error'
        ? `This release refuses it. Write ${suggested(p, 'it in lower case')}.`
        : `This release takes it; newer ones refuse it. Write ${suggested(p, 'it in lower case')}.`,
  },
  'unknown-seal-type': {
    title: (p) => `No seal is called ${p.key ?? 'this'}`,
    meaning: (p) => (p.suggestion ? `Perhaps ${p.suggestion} is meant.` : 'The server does not start.'),
  },
  'label-ignored': {
    title: () => 'A second label has no effect',
    meaning: () => 'The server reads the first one.',
  },
  'block-deprecated': {
    title: () => 'The block bears its old name, hsm',
    meaning: () => 'It means the same as seal, which also newer releases read.',
  },
  'too-many-blocks': {
    title: (p) => `Too many ${p.key ?? 'seal'} blocks`,
    meaning: (p) => `This release refuses more than ${fact(p, 'limit') ?? 'its limit'}, disabled ones counted.`,
  },
  'too-many-seals': {
    title: () => 'The file has too many seals',
    meaning: (p) => `This release takes ${fact(p, 'limit') ?? 'a limited number'}, disabled ones counted.`,
  },
  'more-than-one-seal-enabled': {
    title: () => 'More than one seal is enabled',
    meaning: (p) =>
      p.severity === 'error'
        ? 'The server stops. For a migration the old seal is disabled.'
        : 'The server starts with the last one, and says nothing about the others.',
  },
  'misspelt-block': {
    title: (p) => `No server reads a block called ${p.key ?? 'this'}: ${suggested(p, 'another')} may be meant`,
    meaning: () => 'Without the seal that is meant the server comes up with Shamir’s.',
  },
  'plugin-block-missing': {
    title: () => 'The plugin block is missing',
    meaning: () => 'This release has no awskms of its own, so the seal needs a plugin "kms" "awskms" block.',
  },
  'plugin-not-supported': {
    title: () => 'The plugin block has no effect',
    meaning: () => 'This release knows no KMS plugins.',
  },
  'plugin-directory-missing': {
    title: () => 'No plugin_directory is set',
    meaning: () => 'The server looks for its plugins there, and stops without it.',
  },
  'plugin-malformed': {
    title: (p) => `${parameter(p)} of the plugin is missing or malformed`,
    meaning: (p) =>
      p.key === 'sha256sum'
        ? 'It is the SHA-256 of the file, 64 hex digits.'
        : 'It names the file in plugin_directory.',
  },
  'storage-not-supported': {
    title: (p) => `This release has no ${p.key ?? 'such'} storage`,
    meaning: (p) => `It does not start with it. ${suggested(p, 'raft')} is what it comes with.`,
  },
  'mlock-not-decided': {
    title: () => 'Nothing is decided on disable_mlock',
    meaning: () => 'With integrated storage this release starts only when it is set, true or false.',
  },
  'multiseal-without-effect': {
    title: () => 'The setting enable_multiseal has no effect here',
    meaning: () => 'Several seals at a time are a part of Vault Enterprise.',
  },
  'release-assumed': {
    title: () => 'The rules of this release are assumed',
    meaning: () => 'It could not be run. They are those of its nearest neighbour.',
  },
}

function after(text: string | undefined): string {
  return text ? `: ${text}` : ''
}
