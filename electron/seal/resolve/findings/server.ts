/** Findings about the server and its file as a whole. */
import { forcedType } from '../activation.ts'
import type { ResolvedServer } from '../resolve.ts'
import { type ServerRule, stops, tells, warns } from './finding.ts'
import { editDistance } from './suggestion.ts'

const assumedRelease: ServerRule = ({ release, engine }) =>
  release.confidence === 'assumed'
    ? [
        tells('release-assumed', {
          evidence: { product: engine.product, version: engine.version, wrapper: release.wrapper },
        }),
      ]
    : []

const refusedFile: ServerRule = ({ error, file, seals }) => {
  const isOfSeal = seals.some(({ shown }) => shown.error === error)
  if (error === undefined || isOfSeal) return []
  return [stops('configuration-refused', { line: file.refusal?.line, evidence: { error } })]
}

const refusedStart: ServerRule = ({ seals }) =>
  seals.flatMap(({ shown: { error, line } }) =>
    error === undefined ? [] : [stops('start-refused', { line, evidence: { error } })],
  )

/** The names at the top of a file that are not far from `seal` and mean something else. */
const otherBlocks = ['hsm', 'kms']

const misspeltBlock: ServerRule = ({ file }) =>
  file.topLevel.flatMap(({ name, line }) => {
    const bare = name.toLowerCase()
    if (bare === 'seal' || otherBlocks.includes(bare) || editDistance(bare, 'seal') > 1) return []
    return [warns('block-misspelt', { key: name, line, suggestion: 'seal' })]
  })

const duplicateKey: ServerRule = ({ file: { documents }, release }) =>
  documents.flatMap(({ text, duplicates, strictRefusal }) =>
    duplicates.map(({ key, first }) => {
      const place = { key: text.slice(key.start, key.end), line: key.line, evidence: { first: first.line } }
      const isRefused = release.era.duplicateAttributes === 'error' && strictRefusal?.start === key.start
      return isRefused ? stops('duplicate-key', place) : warns('duplicate-key', place)
    }),
  )

const removedStorage: ServerRule = ({ file, release }) => {
  const storage = file.topLevel.find(({ name, label }) => name.toLowerCase() === 'storage' && label === 'file')
  if (!storage || release.era.fileStorage) return []
  return [stops('storage-removed', { key: 'storage', line: storage.line, evidence: { storage: 'file' } })]
}

const neededPlugin: ServerRule = ({ seals, release: { era } }) =>
  seals.flatMap(({ listed, wrapper }) => {
    if (listed.type !== 'awskms' || !era.kmsPlugin) return []
    const place = { line: listed.line, suggestion: 'plugin "kms" "awskms"' }
    if (!era.awskmsBuiltIn && wrapper.kind === 'refused') return [stops('plugin-needed', place)]
    const isBuiltIn = wrapper.kind === 'awskms' && wrapper.release.generation === 'A'
    return era.awskmsBuiltIn && isBuiltIn ? [tells('plugin-advised', place)] : []
  })

const overriddenType: ServerRule = ({ seals, engine, surroundings: { environment } }) => {
  const forced = forcedType(engine.product, environment)
  if (!forced) return []
  const changed = seals.filter(({ listed }) => !listed.disabled && listed.typeInFile !== forced.type)
  const migrating = seals.some(({ listed }) => listed.disabled)
  return [
    ...changed.map(({ listed }) =>
      warns('seal-type-overridden', {
        key: forced.name,
        line: listed.line,
        evidence: { from: listed.typeInFile, to: forced.type },
      }),
    ),
    ...(migrating ? [warns('seal-type-left-exported', { key: forced.name, evidence: { to: forced.type } })] : []),
  ]
}

const migration: ServerRule = ({ seals }) => {
  const active = seals.find(({ listed }) => listed.active)
  return seals
    .filter(({ listed }) => listed.disabled)
    .map(({ listed, shown }) =>
      tells('seal-migration', { line: listed.line, evidence: { from: shown.type, to: active?.shown.type ?? '' } }),
    )
}

const parallelSeals: ServerRule = ({ seals }: ResolvedServer) =>
  seals
    .filter(({ listed }) => listed.activation === 'not-last')
    .map(({ listed }) => warns('seals-in-parallel', { line: listed.line }))

export const serverRules: readonly ServerRule[] = [
  assumedRelease,
  refusedFile,
  refusedStart,
  misspeltBlock,
  duplicateKey,
  removedStorage,
  neededPlugin,
  overriddenType,
  migration,
  parallelSeals,
]
