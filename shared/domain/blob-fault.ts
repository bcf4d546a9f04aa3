/**
 * What is wrong with a stored value that cannot be read: the `reason` of a `blob-malformed` diagnosis, which the page
 * turns into words. `offset` in its evidence counts bytes of the value, or characters of the text for the first three.
 */
export const blobFaults = [
  'not-base64',
  'not-an-entry',
  'empty',
  'not-a-blob',
  'truncated',
  'bad-varint',
  'bad-tag',
  'wrong-wire-type',
  'bad-group',
  'bad-utf8',
  'too-deep',
  'too-many-fields',
  'bad-multi-wrap-length',
  'no-slots',
  'no-ciphertext',
  'no-wrapped-key',
  'dek-length',
] as const
export type BlobFault = (typeof blobFaults)[number]
