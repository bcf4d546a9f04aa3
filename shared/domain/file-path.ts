/** Parts of a path as any of the three systems writes it. */

/** The last part. */
export const nameOf = (path: string): string => path.split(/[/\\]/).at(-1) ?? path

/** Everything before the name, without the separator between them. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.length - nameOf(path).length - 1))
