/**
 * Everything that can be said about a configuration file for a product and version: what a server of this release refuses, what it
 * passes over in silence, and what is unwise. There is an error among the findings for every file that the server refuses.
 */
import type { Engine } from '../../../shared/domain/engine.ts'
import { releaseOf } from '../../../shared/domain/releases.ts'
import { serverRefusal } from '../server-refusal.ts'
import { stanzas } from '../stanzas.ts'
import type { ConfigDocument } from '../tree.ts'
import { checkBlock, checkPlugins, checkSeals } from './blocks.ts'
import { type Finding, Findings, type Subject } from './finding.ts'
import { allowsDuplicates, checkDuplicates, checkKeys } from './keys.ts'
import { checkTogether, checkValues } from './values.ts'
import { checkWholeFile } from './whole-file.ts'

/** Findings in the order of the text. `environment` is that of the server; without it nothing is concluded from what it may hold. */
export function lint(
  document: ConfigDocument,
  engine: Engine,
  environment?: Readonly<Record<string, string>>,
): Finding[] {
  const release = releaseOf(engine)
  const subject: Subject = { document, stanzas: stanzas(document), release, ...(environment ? { environment } : {}) }
  const findings = new Findings(document)
  checkSyntax(document, findings)
  checkDuplicates(subject, findings)
  checkStanzas(subject, findings)
  checkSeals(subject, findings)
  checkPlugins(subject, engine, findings)
  checkWholeFile(subject, engine, findings)
  checkRefusal(subject, findings)
  if (release.confidence === 'assumed') findings.add('release-assumed', 'info', { start: 0, end: 0, line: 1 })
  return findings.inOrder()
}

function checkSyntax({ faults, refusal, ignored }: ConfigDocument, findings: Findings): void {
  if (ignored && !refusal) findings.add('text-ignored', 'warning', ignored)
  for (const { start, end, line, message } of faults) {
    const text = start === refusal?.start ? { text: refusal.text } : {}
    findings.add('syntax', 'error', { start, end, line }, { evidence: { message, ...text } })
  }
}

/** Only stanzas of awskms are looked into; those of other seals are blocks and no more. */
function checkStanzas(subject: Subject, findings: Findings): void {
  for (const stanza of subject.stanzas) {
    checkBlock(subject, stanza, findings)
    if (stanza.type !== 'awskms') continue
    checkKeys(subject, stanza, findings)
    checkValues(subject, stanza, findings)
    checkTogether(subject, stanza, findings)
  }
}

/** What a server refuses and no rule has found. */
function checkRefusal({ document, release, environment }: Subject, findings: Findings): void {
  const refusal = serverRefusal(document, release, { allowDuplicates: allowsDuplicates(environment) })
  if (!refusal || findings.hasError) return
  const { text, start = 0, line = 1 } = refusal
  findings.add('refused-by-server', 'error', { start, end: start, line }, { evidence: { text } })
}
