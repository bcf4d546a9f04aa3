import type { DiagnosisCode, Evidence } from '../../shared/diagnosis.ts'
import { fieldName, fieldRule } from './field-words.ts'
import { reasonText } from './reasons.ts'
import { act, advice, because, copy, keyOf, retry, shellWord, titled, type Words } from './words.ts'

const place = (file?: string, line?: number, column?: number) =>
  file && [file, line, column].filter((part) => part !== undefined).join(':')

export const wordsOfTheApp = {
  'blob-malformed': {
    title: (e) => titled('Not a BlobInfo', e.offset === undefined ? undefined : `fault at ${e.offset}`),
    happened: () =>
      'The bytes do not read as anything that a seal stores: they are cut short, damaged, or something else.',
    remedies: () => [advice('Take the value as base64, or the whole JSON of a file-storage entry with its Value.')],
  },
  'blob-mechanism-unknown': {
    title: (e) => titled('Mechanism is not known', e.reason),
    happened: () => 'The blob names a way of wrapping that awskms seals do not use: 0 is direct, 1 is envelope.',
    remedies: () => [advice('It was probably written by another wrapper. The type in core/seal-config tells which.')],
  },
  'blob-authentication-failed': {
    title: (e) => titled('KMS opened the DEK, AES-GCM refused the data', keyOf(e)),
    happened: () =>
      'KMS unwrapped the DEK, so key and permission are right. The ciphertext or its IV is not what was written: the stored value was damaged or put together from two.',
    remedies: () => [advice('Take the value from a backup of the storage. Identity and key need no change.')],
  },
  'round-trip-differs': {
    title: (e) => titled('Decrypted text differs', keyOf(e)),
    happened: () =>
      'KMS encrypted and decrypted without a fault, and what came back is not what went in. No seal can rely on that.',
    remedies: () => [
      retry,
      advice('Something between here and KMS changes requests or answers: look at the endpoint and its proxy.'),
    ],
  },
  'sandbox-stopped': {
    title: (e) => titled('Sandbox is not running', e.endpoint),
    happened: () => 'The sandbox KMS of this app does not answer. Its keys are on disk and come back when it starts.',
    remedies: () => [act('start-sandbox', 'Start the sandbox'), act('open-settings', 'Open Settings'), retry],
  },
  'sandbox-port-in-use': {
    title: (e) => titled('Port of the sandbox is taken', e.port === undefined ? undefined : String(e.port)),
    happened: (e) =>
      `Another program listens on ${e.port ? `port ${e.port}` : 'the port that the sandbox had before'}. Exported files and servers that name this port reach that program, not the sandbox.`,
    remedies: (e) => [
      act('start-sandbox', 'Try this port again'),
      act('start-sandbox-on-another-port', 'Use another port'),
      ...(e.port ? [copy('Find the program (Linux, macOS)', `lsof -nP -iTCP:${e.port} -sTCP:LISTEN`)] : []),
      advice('With another port, export the files of sandbox seals again: the old ones name the old port.'),
    ],
  },
  'store-damaged': {
    title: (e) => titled('A file of this app is damaged', e.file),
    happened: (e) =>
      `What is in the file is not what this app writes.${e.keptAside ? ` It was kept aside, whole, as ${e.keptAside}.` : ''} Nothing was overwritten.`,
    remedies: (e) => [
      ...(e.keptAside ? [copy('Copy the path of the kept file', e.keptAside)] : []),
      act('open-settings', 'Show where the files are'),
    ],
  },
  'store-too-new': {
    title: (e) => titled('File was written by a newer release', e.file),
    happened: () =>
      'A later Sealwright has put something into the file that this one does not know. Nothing of it was changed.',
    remedies: () => [
      advice('Use the release that wrote it, or a newer one, with this data folder.'),
      act('open-settings', 'Show where the files are'),
    ],
  },
  'store-in-use': {
    title: (e) => titled('Another program holds this file', e.file),
    happened: () => 'A second Sealwright, or one of its commands, is writing there right now. Nothing was written.',
    remedies: () => [retry, advice('End the other one if it does not come to an end by itself.')],
  },
  'config-syntax': {
    title: (e) => titled('Text cannot be read as a configuration', place(e.file ?? 'line', e.line, e.column)),
    happened: (e) =>
      e.serverText ? `A server would stop here: ${e.serverText}.` : `A server would stop here${because(e)}.`,
    remedies: () => [advice('Mend the place that is named; the rest has not been looked at.')],
  },
  'config-invalid': {
    title: (e) =>
      titled('Configuration cannot be used', e.reason ? reasonText(e.reason) : place(e.file, e.line, e.column)),
    happened: () => 'The text reads well, and what it says contradicts the rules of what is to read it.',
    remedies: () => [advice('Change what is named, or choose the version that will read it.')],
  },
  'file-unreadable': {
    title: (e) => titled(isBareFolder(e) ? 'Folder has no configuration' : 'File cannot be read', e.file),
    happened: (e) =>
      e.reason
        ? `${isBareFolder(e) ? 'There is nothing to open' : 'The file cannot be used'}: ${reasonText(e.reason)}.`
        : fileFault(e.systemCode, 'read'),
    remedies: (e) => [...(e.file ? [copy('See what is there', `ls -l ${shellWord(e.file)}`)] : []), retry],
  },
  'file-unwritable': {
    title: (e) => titled('File cannot be written', e.file),
    happened: (e) => `${fileFault(e.systemCode, 'written')} What was there before is as it was.`,
    remedies: (e) => [
      retry,
      ...(e.file && e.systemCode === 'ENOSPC' ? [copy('See the room on the disk', `df -h ${shellWord(e.file)}`)] : []),
      ...(e.file && e.systemCode !== 'ENOSPC'
        ? [copy('See the folder and its permissions', `ls -la ${shellWord(e.file.replace(/[^/\\]+$/, ''))}`)]
        : []),
    ],
  },
  'file-changed': {
    title: (e) => titled('File was changed by someone else', e.file),
    happened: () => 'Since it was read here, another program has written to it. Nothing was overwritten.',
    remedies: () => [retry, advice('Read the file again and make the change on what is there now.')],
  },
  'not-found': {
    title: (e) => titled('Not there any more', e.reason ?? e.file),
    happened: () =>
      'What was asked for has been removed since the screen was drawn, perhaps by another window or command.',
    remedies: () => [retry],
  },
  'bad-request': {
    title: (e) => titled('Input cannot be used', e.fields?.map(fieldName).join(', ') || e.procedure),
    happened: ({ fields = [], reason }) =>
      fields.length === 0
        ? `${reason ? `It cannot be used: ${reasonText(reason)}` : 'A value has a form that the app does not take'}. Nothing was sent.`
        : `${fields.map((field) => `${fieldName(field)} ${fieldRule(field)}.`).join(' ')} Nothing was sent.`,
    remedies: ({ fields = [] }) => [
      advice(fields.length === 0 ? 'Give another value, and try it again.' : 'Mend the fields that are named.'),
    ],
  },
  'outcome-unknown': {
    title: (e) => titled('It is not known whether this took effect', e.operation ?? e.procedure),
    happened: () => 'The command was sent and its answer never came. It may have changed something.',
    remedies: () => [
      act('retry', 'Read the present state'),
      advice('Repeat the command only after looking at what is there now.'),
    ],
  },
  cancelled: {
    title: () => 'Cancelled',
    happened: () => 'You ended this before it was done.',
    remedies: () => [retry],
  },
  unexpected: {
    title: (e) => titled('A fault in Sealwright', e.callId ?? e.procedure),
    happened: () =>
      'This is a defect of the app, not of your configuration. It was written to the log with the id above.',
    remedies: () => [retry, act('open-settings', 'Show where the log is')],
  },
} satisfies Partial<Record<DiagnosisCode, Words>>

function fileFault(systemCode: string | undefined, verb: 'read' | 'written'): string {
  switch (systemCode) {
    case 'EACCES':
    case 'EPERM':
      return `The file cannot be ${verb}: the system denies it to this user.`
    case 'EROFS':
      return 'The disk is mounted read-only.'
    case 'ENOSPC':
      return 'The disk is full.'
    case 'EDQUOT':
      return 'This user’s share of the disk is used up.'
    case 'ENOENT':
      return 'There is no such file or folder.'
    case 'EEXIST':
    case 'ENOTDIR':
      return 'There is a file where its folder should be.'
    case 'EISDIR':
      return 'There is a folder in its place.'
    default:
      return `The file could not be ${verb}${systemCode ? ` (${systemCode})` : ''}.`
  }
}

const isBareFolder = ({ reason }: Evidence): boolean => reason === 'folder-without-configuration'
