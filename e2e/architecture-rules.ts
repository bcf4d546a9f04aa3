/**
 * The dependency rule as data: for each folder what it may import, by resolved path or package. The most specific row
 * that contains a file applies. `e2e/architecture.test.ts` proves every row and applies all of them to the tree.
 */
export interface Row {
  /** Folder or file that the row is about, from the root of the project. */
  from: string
  /** Folders and files of ours that it may import besides itself. */
  may: string[]
  /** Packages by name, `node:*` for all of Node's own modules. */
  packages: string[]
  /** Imports, as `file → specifier`, that break the row; every one must be caught. */
  violations: [file: string, specifier: string][]
}

const testTools = [
  'vitest',
  'fast-check',
  'yaml',
  '@cdktf/hcl2json',
  '@testing-library/react',
  '@testing-library/user-event',
]
const codeEditor = [
  'codemirror',
  'codemirror-lang-hcl',
  '@codemirror/commands',
  '@codemirror/lang-json',
  '@codemirror/language',
  '@codemirror/lint',
  '@codemirror/merge',
  '@codemirror/state',
  '@codemirror/view',
  '@lezer/highlight',
]
const kit = ['@cloudscape-design/components', '@cloudscape-design/collection-hooks']

export const rows: Row[] = [
  {
    from: 'shared/domain',
    may: [],
    packages: ['zod'],
    violations: [
      ['shared/domain/x.ts', '../contract/index.ts'],
      ['shared/domain/x.ts', '../diagnosis.ts'],
      ['shared/domain/x.ts', '../seal-check.ts'],
      ['shared/domain/x.ts', 'node:crypto'],
      ['shared/domain/x.ts', 'react'],
    ],
  },
  {
    from: 'shared',
    may: ['shared/domain'],
    packages: ['zod'],
    violations: [
      ['shared/contract/x.ts', 'electron'],
      ['shared/contract/x.ts', 'node:fs'],
      ['shared/contract/x.ts', 'react'],
      ['shared/contract/x.ts', '@aws-sdk/client-kms'],
      ['shared/contract/x.ts', '../../electron/seal/ports.ts'],
      ['shared/contract/x.ts', '../../renderer/client/call.ts'],
    ],
  },
  {
    from: 'electron/seal',
    may: ['shared/domain', 'shared/diagnosis.ts', 'shared/seal-check.ts'],
    packages: ['@bufbuild/protobuf', 'node:crypto'],
    violations: [
      ['electron/seal/x.ts', 'electron'],
      ['electron/seal/x.ts', '@aws-sdk/client-kms'],
      ['electron/seal/x.ts', 'node:fs'],
      ['electron/seal/x.ts', 'node:http'],
      ['electron/seal/x.ts', 'node:timers'],
      ['electron/seal/x.ts', '../hcl/literal.ts'],
      ['electron/seal/x.ts', '../aws/kms-access.ts'],
      ['electron/seal/x.ts', '../sandbox/start.ts'],
      ['electron/seal/x.ts', '../../shared/contract/index.ts'],
    ],
  },
  ...['electron/seal/resolve', 'electron/seal/export'].map((from) => ({
    from,
    may: ['electron/seal', 'electron/hcl', 'shared/domain', 'shared/diagnosis.ts'],
    packages: ['@bufbuild/protobuf', 'node:crypto'],
    violations: [
      [`${from}/x.ts`, 'node:fs'],
      [`${from}/x.ts`, '../../store/seals-store.ts'],
    ] as [string, string][],
  })),
  {
    from: 'electron/seal/server-environment',
    may: ['electron/seal', 'shared/domain', 'shared/diagnosis.ts'],
    packages: ['yaml'],
    violations: [
      ['electron/seal/server-environment/x.ts', 'node:fs'],
      ['electron/seal/server-environment/x.ts', '../../hcl/parse.ts'],
      ['electron/seal/x.ts', 'yaml'],
    ],
  },
  {
    from: 'electron/hcl',
    may: ['shared/domain'],
    packages: [],
    violations: [
      ['electron/hcl/x.ts', '../seal/ports.ts'],
      ['electron/hcl/x.ts', 'node:fs'],
      ['electron/hcl/x.ts', '../../shared/diagnosis.ts'],
      ['electron/hcl/x.ts', 'zod'],
    ],
  },
  {
    from: 'electron/aws',
    may: ['electron/seal/ports.ts', 'electron/seal/secret.ts', 'shared'],
    packages: [
      '@aws-sdk/client-kms',
      '@aws-sdk/client-sts',
      '@aws-sdk/credential-providers',
      '@smithy/node-http-handler',
      'proxy-agent',
      'node:*',
    ],
    violations: [
      ['electron/aws/x.ts', 'electron'],
      ['electron/aws/x.ts', '../ipc/router.ts'],
      ['electron/aws/x.ts', '../app/window.ts'],
      ['electron/aws/x.ts', '../seal/wrapper.ts'],
      ['electron/aws/x.ts', '../sandbox/host.ts'],
    ],
  },
  {
    from: 'electron/sandbox',
    may: ['shared/domain'],
    packages: ['node:*'],
    violations: [
      ['electron/sandbox/x.ts', 'electron'],
      ['electron/sandbox/x.ts', '@aws-sdk/client-kms'],
      ['electron/sandbox/x.ts', '../seal/envelope.ts'],
      ['electron/sandbox/x.ts', '../aws/kms-access.ts'],
      ['electron/sandbox/x.ts', '../store/atomic-file.ts'],
      ['electron/sandbox/x.ts', '../../shared/diagnosis.ts'],
    ],
  },
  {
    from: 'electron/ipc',
    may: ['electron/seal', 'electron/hcl', 'electron/store', 'shared'],
    packages: ['electron', 'zod', 'node:*'],
    violations: [
      ['electron/ipc/x.ts', '@aws-sdk/client-kms'],
      ['electron/ipc/x.ts', '../aws/kms-access.ts'],
      ['electron/ipc/x.ts', '../sandbox/host.ts'],
      ['electron/ipc/x.ts', '../app/window.ts'],
      ['electron/ipc/router.ts', 'electron'],
      ['electron/ipc/handlers.ts', 'electron'],
    ],
  },
  {
    from: 'electron/store',
    may: ['shared'],
    packages: ['node:*', 'zod', 'write-file-atomic', 'pino'],
    violations: [
      ['electron/store/x.ts', 'electron'],
      ['electron/store/x.ts', '@aws-sdk/client-kms'],
      ['electron/store/x.ts', '../seal/ports.ts'],
      ['electron/store/x.ts', '../ipc/router.ts'],
    ],
  },
  {
    from: 'electron/app',
    may: ['electron/store', 'shared'],
    packages: ['electron', 'node:*'],
    violations: [
      ['electron/app/x.ts', '../seal/check-seal.ts'],
      ['electron/app/x.ts', '../aws/kms-access.ts'],
      ['electron/app/x.ts', '@aws-sdk/client-kms'],
      ['electron/app/x.ts', '../sandbox/host.ts'],
    ],
  },
  {
    from: 'electron/app/packaging',
    may: [],
    packages: ['@electron/fuses', 'node:*'],
    violations: [['electron/app/packaging/x.mjs', 'electron']],
  },
  {
    from: 'electron/preload.ts',
    may: ['shared/contract/bridge.ts'],
    packages: ['electron'],
    violations: [
      ['electron/preload.ts', '../shared/contract/index.ts'],
      ['electron/preload.ts', 'node:fs'],
      ['electron/preload.ts', 'zod'],
      ['electron/preload.ts', './ipc/router.ts'],
    ],
  },
  {
    from: 'electron/main.ts',
    may: ['electron', 'shared'],
    packages: ['electron', 'node:*'],
    violations: [
      ['electron/main.ts', '../renderer/main.tsx'],
      ['electron/main.ts', '@aws-sdk/client-kms'],
    ],
  },
  ...['electron/headless.ts', 'electron/composition'].map((from) => ({
    from,
    may: [
      'electron/composition',
      'electron/ipc',
      'electron/seal',
      'electron/aws',
      'electron/store',
      'electron/sandbox',
      'shared',
      'package.json',
    ],
    packages: ['node:*'],
    violations: [
      [from.endsWith('.ts') ? from : `${from}/x.ts`, 'electron'],
      [from.endsWith('.ts') ? from : `${from}/x.ts`, from.endsWith('.ts') ? './app/window.ts' : '../app/window.ts'],
    ] as [string, string][],
  })),
  {
    from: 'electron/dev',
    may: [],
    packages: ['node:*'],
    violations: [
      ['electron/dev/x.mjs', 'vite'],
      ['electron/dev/x.mjs', '../store/atomic-file.ts'],
    ],
  },
  {
    from: 'electron/vite.config.ts',
    may: [],
    packages: ['node:*', 'vite'],
    violations: [['electron/vite.config.ts', './main.ts']],
  },
  {
    from: 'electron/vitest.config.ts',
    may: [],
    packages: ['node:*', 'vitest'],
    violations: [['electron/vitest.config.ts', './main.ts']],
  },
  {
    from: 'renderer/main.tsx',
    may: ['renderer/app', 'renderer/client', 'renderer/ui', 'shared'],
    packages: ['react', 'react-dom', '@tanstack/react-query', '@cloudscape-design/global-styles'],
    violations: [['renderer/main.tsx', '../electron/main.ts']],
  },
  {
    from: 'renderer/app',
    may: ['renderer/features', 'renderer/client', 'renderer/diagnosis', 'renderer/ui', 'shared'],
    packages: ['react', 'react-dom', 'wouter', '@tanstack/react-query', '@cloudscape-design/global-styles', ...kit],
    violations: [
      ['renderer/app/x.tsx', 'electron'],
      ['renderer/app/x.tsx', '../../electron/main.ts'],
      ['renderer/app/x.tsx', 'node:fs'],
    ],
  },
  {
    from: 'renderer/ui',
    may: [],
    packages: ['react', 'react-dom', 'wouter', ...kit],
    violations: [
      ['renderer/ui/x.tsx', '../client/call.ts'],
      ['renderer/ui/x.tsx', '../features/seals/seals-screen.tsx'],
      ['renderer/ui/x.tsx', '../../shared/domain/arn.ts'],
    ],
  },
  {
    from: 'renderer/diagnosis',
    may: ['renderer/ui', 'shared/diagnosis.ts', 'shared/domain'],
    packages: ['react', ...kit],
    violations: [
      ['renderer/diagnosis/x.tsx', '../client/call.ts'],
      ['renderer/diagnosis/x.tsx', '../features/seals/seals-screen.tsx'],
      ['renderer/diagnosis/x.tsx', '../../shared/contract/index.ts'],
    ],
  },
  {
    from: 'renderer/client',
    may: ['shared'],
    packages: ['react', '@tanstack/react-query', 'zod'],
    violations: [
      ['renderer/client/x.ts', 'electron'],
      ['renderer/client/x.ts', 'node:crypto'],
      ['renderer/client/x.ts', '../ui/copy-button.tsx'],
    ],
  },
  ...['seals', 'keys', 'settings'].map((feature) => ({
    from: `renderer/features/${feature}`,
    may: [
      'renderer/client',
      'renderer/diagnosis',
      'renderer/ui',
      'shared/domain',
      ...(feature === 'seals' ? ['renderer/features/seals/editor'] : []),
    ],
    packages: ['react', 'wouter', ...(feature === 'keys' ? ['d3-scale'] : []), ...kit],
    violations: [
      [`renderer/features/${feature}/x.tsx`, '../other/other-screen.tsx'],
      [`renderer/features/${feature}/x.tsx`, '../../app/routes.tsx'],
      [`renderer/features/${feature}/x.tsx`, '../../../shared/contract/index.ts'],
      [`renderer/features/${feature}/x.tsx`, 'electron'],
    ] as [string, string][],
  })),
  {
    from: 'renderer/features/seals/editor',
    may: ['renderer/features/seals', 'renderer/client', 'renderer/diagnosis', 'renderer/ui', 'shared/domain'],
    packages: ['react', 'wouter', ...codeEditor, ...kit],
    violations: [
      ['renderer/features/seals/editor/x.tsx', '../../keys/keys-screen.tsx'],
      ['renderer/features/seals/editor/x.tsx', '../../../app/routes.tsx'],
      ['renderer/features/seals/editor/x.tsx', '../../../../shared/contract/index.ts'],
      ['renderer/features/seals/editor/x.tsx', '../../../../electron/hcl/parse.ts'],
      ['renderer/features/seals/editor/x.tsx', 'electron'],
    ],
  },
  {
    from: 'renderer/vite.config.ts',
    may: [],
    packages: ['node:*', 'vite', '@vitejs/plugin-react'],
    violations: [['renderer/vite.config.ts', './main.tsx']],
  },
  {
    from: 'renderer/vitest.config.ts',
    may: [],
    packages: ['node:*', 'vitest', '@vitejs/plugin-react'],
    violations: [['renderer/vitest.config.ts', './main.tsx']],
  },
  {
    from: 'e2e',
    may: ['shared'],
    packages: ['@playwright/test', 'playwright', '@axe-core/playwright', '@electron/fuses', 'node:*', ...testTools],
    violations: [
      ['e2e/x.spec.ts', '../electron/main.ts'],
      ['e2e/x.spec.ts', '../renderer/main.tsx'],
      ['e2e/x.spec.ts', '@aws-sdk/client-kms'],
    ],
  },
  {
    from: 'e2e/outside',
    may: [],
    packages: ['@aws-sdk/client-kms'],
    violations: [
      ['e2e/outside/x.mjs', '../../electron/main.ts'],
      ['e2e/outside/x.mjs', '../fixtures/call.ts'],
      ['e2e/outside/x.mjs', '../../shared/diagnosis.ts'],
    ],
  },
  {
    from: 'e2e/bench/vite.config.ts',
    may: [],
    packages: ['node:*', 'vite'],
    violations: [['e2e/bench/vite.config.ts', '../../electron/main.ts']],
  },
  {
    from: 'e2e/bench',
    may: ['e2e/fixtures', 'electron/seal', 'electron/hcl', 'electron/aws', 'shared'],
    packages: [
      '@playwright/test',
      'playwright',
      'node:*',
      '@aws-sdk/client-kms',
      '@aws-sdk/client-sts',
      '@aws-sdk/credential-providers',
      '@smithy/node-http-handler',
    ],
    violations: [
      ['e2e/bench/x.ts', '../../renderer/main.tsx'],
      ['e2e/bench/x.ts', '../../electron/ipc/router.ts'],
    ],
  },
]

/** What a `*.test.ts` may import besides what its subject may; tests never import Electron. */
export const testExtras = {
  packages: [...testTools, 'node:*'],
  may: ['e2e/fixtures', 'electron/seal/testing', 'shared/diagnosis.ts'],
}

/** Files that may import Electron among the folders whose row names it. */
export const electronInIpc = ['electron/ipc/bind.ts', 'electron/ipc/sender.ts']
