/** Tags of a key. */
import type { Tag } from '../model/key.ts'
import { findKeyWithoutAlias } from '../model/key-reference.ts'
import { SortedMap } from '../model/sorted-map.ts'
import { ServiceError } from '../service-error.ts'
import { list, text } from '../wire/input-shape.ts'
import { requireNotPendingDeletion } from './key-state.ts'
import { keyId, limit, marker, tags } from './members.ts'
import { operation } from './operation.ts'
import { readPage } from './paging.ts'

const mostTags = 50

export const tagResource = operation({ KeyId: keyId, Tags: tags }, (context, input) => {
  const key = findKeyWithoutAlias(context, input.KeyId)
  requireNotPendingDeletion(key)
  checkTags(input.Tags)
  const changed = new Map([...key.tags, ...input.Tags].map(({ TagKey, TagValue }) => [TagKey, TagValue]))
  const next = Array.from(changed, ([TagKey, TagValue]): Tag => ({ TagKey, TagValue }))
  checkTags(next)
  context.change({ do: 'put-key', key: { ...key, tags: next } })
  return {}
})

export const untagResource = operation(
  { KeyId: keyId, TagKeys: list(text({ min: 1, max: 128 }), 1000) },
  (context, input) => {
    const key = findKeyWithoutAlias(context, input.KeyId)
    requireNotPendingDeletion(key)
    if (input.TagKeys.some(isReserved)) throw reserved()
    const left = key.tags.filter(({ TagKey }) => !input.TagKeys.includes(TagKey))
    context.change({ do: 'put-key', key: { ...key, tags: left } })
    return {}
  },
)

export const listResourceTags = operation({ KeyId: keyId, Limit: limit(50), Marker: marker }, (context, input) => {
  const key = findKeyWithoutAlias(context, input.KeyId)
  const sorted = new SortedMap<Tag>()
  for (const tag of key.tags) sorted.set(tag.TagKey, tag)
  const { items, members } = readPage(sorted, {
    list: `tags/${key.id}`,
    limit: input.Limit ?? 50,
    marker: input.Marker,
  })
  return { Tags: items, ...members }
})

export function checkTags(tagList: readonly Tag[]): void {
  if (tagList.length > mostTags) throw new ServiceError('TagException', 'Too many tags')
  if (tagList.some(({ TagKey }) => isReserved(TagKey))) throw reserved()
  if (new Set(tagList.map(({ TagKey }) => TagKey)).size < tagList.length)
    throw new ServiceError('TagException', 'Duplicate tag keys')
}

function isReserved(name: string): boolean {
  return /^aws:/i.test(name)
}

function reserved(): ServiceError {
  return new ServiceError('TagException', 'Tags beginning with aws: are reserved')
}
