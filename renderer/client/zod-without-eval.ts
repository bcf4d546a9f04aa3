/**
 * The page's policy forbids code made from text. Zod looks here before it tries to compile its schemas, so this has to be
 * read before zod is: it is the first import of the page and imports nothing.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })
