import manifest from '../../package.json' with { type: 'json' }

/** The app's own version, from package.json. */
export const version = manifest.version
