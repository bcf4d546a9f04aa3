import { type PolicyConditions, policyConditionsSchema } from '../../../shared/domain/policy-conditions.ts'

/** The conditions as they are typed. */
export type ConditionTexts = Record<keyof PolicyConditions, string>

export const emptyConditions: ConditionTexts = { principalArn: '', viaService: '', vpcEndpoint: '' }

const examples: ConditionTexts = {
  principalArn: 'arn:aws:iam::111122223333:role/vault',
  viaService: 'ec2.eu-west-1.amazonaws.com',
  vpcEndpoint: 'vpce-0123456789abcdef0',
}

/** Why a condition is not in the export yet; undefined for one that is, or is empty. */
export function conditionFault(name: keyof PolicyConditions, text: string): string | undefined {
  const isTaken = text === '' || policyConditionsSchema.shape[name].safeParse(text).success
  return isTaken ? undefined : `It reads like ${examples[name]}, without wildcards.`
}

/** The conditions that can be used; undefined where there is none. */
export function conditionsOf(texts: ConditionTexts): PolicyConditions | undefined {
  const given = Object.entries(texts).filter(
    ([name, text]) => text !== '' && conditionFault(name as keyof PolicyConditions, text) === undefined,
  )
  return given.length > 0 ? policyConditionsSchema.parse(Object.fromEntries(given)) : undefined
}

/** What a condition looks like. */
export const exampleOf = (name: keyof PolicyConditions): string => examples[name]
