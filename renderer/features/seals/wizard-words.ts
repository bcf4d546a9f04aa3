import type { WizardProps } from '@cloudscape-design/components/wizard'

/** The kit's wizard in our words. */
export const wizardWords: WizardProps.I18nStrings = {
  stepNumberLabel: (number) => `Step ${number}`,
  collapsedStepsLabel: (number, count) => `Step ${number} of ${count}`,
  navigationAriaLabel: 'Steps',
  errorIconAriaLabel: 'Error',
  cancelButton: 'Cancel',
  previousButton: 'Previous',
  nextButton: 'Next',
  submitButton: 'Create',
  submitButtonLoadingAnnouncement: 'Saving the seal',
}
