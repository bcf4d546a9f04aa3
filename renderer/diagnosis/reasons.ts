import type { BlobFault } from '../../shared/domain/blob-fault.ts'
import type { ChainReason } from '../../shared/domain/chain-reason.ts'
import type { Absence } from '../../shared/domain/server-environment.ts'

const chain: Record<ChainReason, string> = {
  found: 'credentials found',
  'not-set': 'nothing is set',
  'half-pair': 'only one half of the access key pair is set',
  'shadowed-by-profile': 'good access keys are there, but a profile named in the environment goes before them',
  'profile-not-found': 'the profile is in no AWS file',
  'no-credentials-in-profile': 'the profile names no source of credentials',
  'source-profile-missing': 'the profile has a role but no source_profile',
  'source-profile-not-found': 'the source_profile is in no AWS file',
  'source-profile-loop': 'source_profile leads back to the profile itself',
  'sources-conflict': 'source_profile and credential_source are both set',
  'credential-source-unknown': 'credential_source has a value that AWS does not define',
  'role-arn-missing': 'role_arn is missing',
  'web-identity-token-file-missing': 'web_identity_token_file is missing',
  'web-identity-token-unreadable': 'the web identity token file cannot be read',
  'sso-session-not-found': 'the sso-session is in no AWS file',
  'sso-settings-missing': 'a setting for SSO is missing',
  'sso-token-absent': 'nobody has signed in yet',
  'sso-token-expired': 'the sign-in has expired',
  'sso-token-malformed': 'the stored sign-in cannot be read',
  'sso-role-refused': 'SSO does not hand out this role',
  'login-token-absent': 'nobody has logged in yet',
  'login-token-expired': 'the login has expired',
  'mfa-code-needed': 'an MFA code is needed',
  'process-exit': 'the program ended with a failure',
  'process-not-started': 'the program could not be started',
  'process-timed-out': 'the program did not end in time',
  'process-output-malformed': 'the program printed something other than credentials',
  'process-credentials-expired': 'the program printed credentials that have expired',
  refused: 'AWS refused',
  unreachable: 'it cannot be reached',
  'address-refused': 'its address is not allowed without TLS',
  'answer-malformed': 'its answer cannot be read',
  disabled: 'it is switched off',
  'no-role': 'the machine has no role',
  'sandbox-key': 'the sandbox’s own key',
}

const blob: Record<BlobFault, string> = {
  'not-base64': 'it is not base64',
  'not-an-entry': 'it is JSON, but no storage entry with a Value',
  empty: 'it is empty',
  'not-a-blob': 'it is no protobuf message of this kind',
  truncated: 'it is cut short',
  'bad-varint': 'a number in it is longer than ten bytes',
  'bad-tag': 'a field in it has a number that protobuf does not allow',
  'wrong-wire-type': 'a field in it has another type than a BlobInfo gives it',
  'bad-group': 'a group in it does not end where it should',
  'bad-utf8': 'a text in it is not UTF-8',
  'too-deep': 'it is nested deeper than any blob',
  'too-many-fields': 'it has more fields than any blob',
  'bad-multi-wrap-length': 'the length after multiwrapvalue:1 does not fit',
  'no-slots': 'its MultiWrapValue holds no blob',
  'no-ciphertext': 'it has no ciphertext',
  'no-wrapped-key': 'it has no wrapped DEK',
  'dek-length': 'the DEK in it is not 32 bytes long',
}

/** The way to an endpoint, and what is wrong with the text that names it. */
const way: Readonly<Record<string, string>> = {
  'proxy-unreachable': 'the proxy cannot be reached',
  'proxy-refused': 'the proxy refused to open the way',
  'proxy-invalid': 'the proxy is named by something other than a URL that Sealwright can use',
  'proxy-authentication': 'the proxy wants a name and a password',
  'endpoint-with-credentials': 'it holds a name or a password, which no endpoint of AWS takes',
  'host-not-allowed': 'it is neither AWS nor the sandbox, and nobody allowed to send a server’s requests there',
  'endpoint-with-query': 'it holds a query, which no endpoint of AWS takes',
}

/** Why a file of the user is not opened or changed. */
const file: Readonly<Record<string, string>> = {
  'folder-without-configuration':
    'it is a folder without a file that a server reads; the names of those end in .hcl or .json',
  'not-utf-8': 'it is not UTF-8, so that a server would not read it and a save would change it',
  'not-a-file': 'it is no ordinary file',
  'too-long': 'it is longer than any configuration file',
  'file-not-chosen': 'nobody chose it in a dialog, dropped it onto the window or opened it before',
  'needs-a-window': 'it needs the window of the app',
  'edit-not-possible': 'the text has no such block, or the value cannot be written',
  'json-has-no-format': 'the servers have a formatter for HCL and none for JSON',
}

/** Why an input is not taken. */
const input: Readonly<Record<string, string>> = {
  'clipboard-without-text': 'the clipboard holds no text',
}

/** Why the credentials of a server are not to be had here. */
const absence: Readonly<Record<Absence | 'handle-unknown' | 'too-many-files', string>> = {
  'no-seal': 'the server has no active awskms seal',
  'no-credentials': 'nothing in its surroundings, as far as they were loaded, gives it any',
  'start-refused': 'the server would not start',
  ambiguous: 'the server itself picks among several at random',
  instance: 'they are handed out by the metadata service of the server’s instance',
  container: 'they are handed out by the container’s own address',
  'sign-in': 'they come from a sign-in that was made on the server’s machine',
  command: 'they come from a command of the server’s machine, which is not run here',
  'role-source': 'what the role is assumed with is only on the server’s machine',
  'token-elsewhere': 'the token file was not loaded, or holds no token',
  'not-a-key': 'what stands for the access key id has not the form of one',
  'not-a-token': 'what stands for the session token has not the form of one, and is not sent',
  'not-a-key-id': 'what stands for the KMS key has not the form of a key id, an alias or an ARN, and is not sent',
  'handle-unknown': 'the surroundings were loaded in a window that has been closed since',
  'too-many-files': 'so many files of one server are not kept',
}

const reasons: Readonly<Record<string, string>> = { ...chain, ...blob, ...way, ...file, ...input, ...absence }

/** A reason word in words; one that is not on a list reads as itself. */
export const reasonText = (reason: string): string =>
  Object.hasOwn(reasons, reason) ? (reasons[reason] ?? reason) : reason.replaceAll('-', ' ')
