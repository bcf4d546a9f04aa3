declare module '*.proto?raw' {
  const text: string
  // biome-ignore lint/style/noDefaultExport: the bundler hands a raw file out as a default export.
  export default text
}
