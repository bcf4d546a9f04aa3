import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { AboutSection } from './about-section.tsx'
import { AppearanceSection } from './appearance-section.tsx'
import { FilesSection } from './files-section.tsx'
import { NetworkSection } from './network-section.tsx'
import { SandboxSection } from './sandbox-section.tsx'

/** What belongs to the app and not to a seal: its sandbox, its ways to AWS, its looks, its files and what it is made of. */
export function SettingsScreen() {
  return (
    <SpaceBetween size="l">
      <Header variant="h1">Settings</Header>
      <SandboxSection />
      <NetworkSection />
      <AppearanceSection />
      <FilesSection />
      <AboutSection />
    </SpaceBetween>
  )
}
