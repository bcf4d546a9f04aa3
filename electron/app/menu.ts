import { Menu, type MenuItemConstructorOptions } from 'electron'

export interface MenuActions {
  /** Shows a screen of the page, named by its route. */
  go(route: string): void
  openOutside(address: string): void
  showLogs(): void
  showAbout(): void
}

export interface MenuPlace {
  mac: boolean
  /** Whether the app runs from its sources, where reloading and the developer tools are of use. */
  inspectable: boolean
}

export function installMenu(actions: MenuActions, place: MenuPlace): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(actions, place)))
}

const separator: MenuItemConstructorOptions = { type: 'separator' }

/** The native menu: the system's usual roles, and the screens of the app with the keys that the page answers to as well. */
function menuTemplate(actions: MenuActions, { mac, inspectable }: MenuPlace): MenuItemConstructorOptions[] {
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    fileMenu(actions, mac),
    { role: 'editMenu' },
    viewMenu(inspectable),
    goMenu(actions),
    { role: 'windowMenu' },
    helpMenu(actions, mac),
  ]
}

function fileMenu({ go }: MenuActions, mac: boolean): MenuItemConstructorOptions {
  return {
    role: 'fileMenu',
    submenu: [
      { label: 'New seal', accelerator: 'CmdOrCtrl+N', click: () => go('/seals/new') },
      { label: 'Open configuration file', accelerator: 'CmdOrCtrl+O', click: () => go('/seals/file/open') },
      separator,
      mac ? { role: 'close' } : { role: 'quit' },
    ],
  }
}

function viewMenu(inspectable: boolean): MenuItemConstructorOptions {
  const tools: MenuItemConstructorOptions[] = [{ role: 'reload' }, { role: 'toggleDevTools' }, separator]
  return {
    role: 'viewMenu',
    submenu: [
      ...(inspectable ? tools : []),
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
    ],
  }
}

function goMenu({ go }: MenuActions): MenuItemConstructorOptions {
  const screens = [
    ['Seals', '1', '/seals'],
    ['Keys', '2', '/keys'],
    ['Settings', '6', '/settings'],
  ] as const
  return {
    label: '&Go',
    submenu: screens.map(([label, key, route]) => ({
      label,
      accelerator: `CmdOrCtrl+${key}`,
      click: () => go(route),
    })),
  }
}

const documentation = [
  ['Vault: AWS KMS seal', 'https://developer.hashicorp.com/vault/docs/configuration/seal/awskms'],
  ['OpenBao: AWS KMS seal', 'https://openbao.org/docs/configuration/seal/awskms/'],
  ['AWS KMS developer guide', 'https://docs.aws.amazon.com/kms/latest/developerguide/overview.html'],
] as const

function helpMenu({ openOutside, showLogs, showAbout }: MenuActions, mac: boolean): MenuItemConstructorOptions {
  const about: MenuItemConstructorOptions[] = [separator, { label: 'About Sealwright', click: showAbout }]
  return {
    role: 'help',
    submenu: [
      ...documentation.map(([label, address]) => ({ label, click: () => openOutside(address) })),
      separator,
      { label: 'Show logs', click: showLogs },
      ...(mac ? [] : about),
    ],
  }
}
