import { expect, test } from 'vitest'
import { isPageURL, pageURL } from './page-address.ts'

test.each([pageURL, 'app://ui/index.html', 'app://ui/#/keys', 'APP://ui/'])('%s is the page', (address) => {
  expect(isPageURL(address)).toBe(true)
})

test.each([
  'app://other/',
  'app://ui.example.com/',
  'app://ui@other/',
  'app://someone@ui/',
  'app:ui',
  'https://ui/',
  'file:///ui/',
  'about:blank',
  'data:text/html,app://ui/',
  '',
])('%s is not the page', (address) => {
  expect(isPageURL(address)).toBe(false)
})
