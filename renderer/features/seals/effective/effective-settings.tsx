import Checkbox from '@cloudscape-design/components/checkbox'
import { useRef, useState } from 'react'
import type { EffectiveConfiguration } from '../../../../shared/domain/effective-configuration.ts'
import type { Engine } from '../../../../shared/domain/engine.ts'
import { nameOf } from '../../../../shared/domain/file-path.ts'
import { useProcedure } from '../../../client/procedures.ts'
import { DiagnosisPanel } from '../../../diagnosis/diagnosis-panel.tsx'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { QuietProgress } from '../../../ui/quiet-progress.tsx'
import { CredentialLadder } from './credential-ladder.tsx'
import styles from './effective.module.css'
import { effectiveJson, effectiveReport } from './effective-report.ts'
import { Findings } from './findings.tsx'
import { Prove } from './prove.tsx'
import { SealChoice, shownSeal } from './seal-choice.tsx'
import { ServersBar } from './servers-bar.tsx'
import { isRead, SettingsTable } from './settings-table.tsx'
import { type ConfigFile, isBare, type Question, questionOf, referredNames } from './surroundings.ts'
import { SurroundingsPanel } from './surroundings-panel.tsx'
import { useSurroundings } from './use-surroundings.ts'
import { Verdict } from './verdict.tsx'

interface EffectiveSettingsProps {
  /** What the surroundings are kept under. */
  id: string
  /** The server's configuration as it stands: a text, or a file of its own. */
  config: string | ConfigFile
  /** All files of its folder that are known, itself among them, where the server may be started with the folder. */
  folder?: readonly ConfigFile[]
  /** The server that the text is for; another can be chosen here unless its choice stands beside this. */
  engine: Engine
  choosesServer?: boolean
}

/** What a server really uses of a configuration, and why: values with their origins, credentials, traps, and the proof. */
export function EffectiveSettings(props: EffectiveSettingsProps) {
  const { id, engine: ownEngine, choosesServer = true, folder = [] } = props
  const kept = useSurroundings(id, ownEngine)
  const { surroundings, engine } = kept
  const { other } = surroundings
  const config = folder.length > 1 && !surroundings.isAlone ? [...folder] : props.config
  const question = questionOf(config, engine, surroundings)
  const answer = useSettled(question, true)
  const compared = useSettled(questionOf(config, other ?? engine, surroundings), other !== undefined)
  const failed = [answer, ...(other ? [compared] : [])].find(({ failure }) => failure !== undefined)
  return (
    <div className={styles.effective}>
      <ServersBar kept={kept} ownEngine={ownEngine} choosesServer={choosesServer} />
      {folder.length > 1 && (
        <Checkbox
          checked={!surroundings.isAlone}
          description={`As the server takes a folder: each file is read by itself, then blocks follow blocks, in the order ${folder
            .map(({ path }) => nameOf(path))
            .join(', ')}. Servers promise no order.`}
          onChange={({ detail }) => kept.change({ isAlone: !detail.checked })}
        >
          {`Together with the other open files of the folder (${folder.length - 1})`}
        </Checkbox>
      )}
      <SurroundingsPanel kept={kept} referred={referredNames(question)} />
      {surroundings.loaded?.carriesConfig && (
        <Checkbox
          checked={surroundings.usesLoadedConfig}
          description="The loaded values hold a server configuration of their own."
          onChange={({ detail }) => kept.change({ usesLoadedConfig: detail.checked })}
        >
          Use the configuration that was loaded in place of this one
        </Checkbox>
      )}
      {isBare(surroundings) && (
        <p className={styles.quiet}>
          Nothing is known of the server’s surroundings yet: this is what it would make of an empty environment.
        </p>
      )}
      {failed?.failure && <DiagnosisPanel diagnosis={failed.failure} onRetry={failed.retry} />}
      {!answer.settled && answer.isAsking && <QuietProgress active label="Working out what the server uses" />}
      {answer.settled && !answer.failure && (
        <Answer
          key={id}
          {...answer.settled}
          compared={other && !compared.failure ? compared.settled : undefined}
          onlyDifferences={surroundings.onlyDifferences}
          isBare={isBare(surroundings)}
          isCurrent={answer.isCurrent && (!other || compared.isCurrent)}
        />
      )}
    </div>
  )
}

interface Settled {
  question: Question
  answer: EffectiveConfiguration
}

/** The latest answer with the very question that it belongs to: while the next is on its way, both are of before. */
function useSettled(question: Question, enabled: boolean) {
  const query = useProcedure('seal.resolve', question, { enabled })
  const last = useRef<Settled>(undefined)
  // Two questions that are the same share their answer, also one that is not asked.
  last.current = enabled ? (query.data ? { question, answer: query.data } : last.current) : undefined
  return {
    settled: last.current,
    isCurrent: query.data !== undefined,
    isAsking: query.isFetching,
    failure: query.error?.diagnosis,
    retry: () => void query.refetch(),
  }
}

interface AnswerProps extends Settled {
  compared: Settled | undefined
  onlyDifferences: boolean
  /** Whether nothing is known of the server's surroundings. */
  isBare: boolean
  /** Whether nothing newer is being asked. */
  isCurrent: boolean
}

function Answer({ question, answer, compared, onlyDifferences, isBare, isCurrent }: AnswerProps) {
  const [chosen, setChosen] = useState<number>()
  const { engine } = question
  const seal = shownSeal(answer, chosen)
  const other = compared && { engine: compared.question.engine, seal: shownSeal(compared.answer, chosen) }
  const servers = [
    { engine, answer },
    ...(compared ? [{ engine: compared.question.engine, answer: compared.answer }] : []),
  ]
  return (
    <>
      <div className={styles.verdicts}>
        <Verdict engine={engine} answer={answer} seal={seal} isBare={isBare} />
        {other && <Verdict engine={other.engine} answer={compared.answer} seal={other.seal} isBare={isBare} />}
      </div>
      <div className={styles.verdicts}>
        {servers.map((each, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the first or the second server, whichever it is
          <Findings key={index} {...each} isNamed={servers.length > 1} isBare={isBare} />
        ))}
      </div>
      <SealChoice seals={answer.seals} chosen={seal} onChoose={setChosen} />
      {(isRead(seal) || isRead(other?.seal)) && (
        <>
          <SettingsTable engine={engine} seal={seal} other={other} onlyDifferences={onlyDifferences} />
          <div className={styles.verdicts}>
            {isRead(seal) && <CredentialLadder engine={engine} credential={seal.credential} isNamed={!!other} />}
            {isRead(other?.seal) && (
              <CredentialLadder engine={other.engine} credential={other.seal.credential} isNamed />
            )}
          </div>
        </>
      )}
      {isRead(seal) && seal.active && <Prove question={question} seal={seal} isCurrent={isCurrent} />}
      <div className={styles.bar}>
        <CopyButton wide label="Copy as text" text={effectiveReport(servers, isBare)} />
        <CopyButton wide label="Copy as JSON" text={effectiveJson(servers)} />
      </div>
    </>
  )
}
