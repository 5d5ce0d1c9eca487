// What journeys share: a visitor with a one-time link, looking at a page at both widths, and the keyboard.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const pictures = process.env.ADELANTE_PICTURES;
if (pictures) mkdirSync(pictures, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let passed = 0;
let failed = 0;
export function check(what, good, detail = '') {
  if (good) {
    passed++;
  } else {
    failed++;
    console.log(`FAIL ${what} ${detail}`);
  }
}

const browser = await chromium.launch({ executablePath: process.env.ADELANTE_CHROMIUM ?? '/usr/bin/chromium', headless: true,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'] });

export async function finish() {
  await browser.close();
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

// What the page and all that it needs but pictures weighed on the way, compressed as the program sends it.
const wire = () => [performance.getEntriesByType('navigation')[0], ...performance.getEntriesByType('resource').filter((one) => one.initiatorType !== 'img')]
  .reduce((sum, one) => sum + one.encodedBodySize, 0);
const wider = () => {
  const limit = document.documentElement.clientWidth;
  return document.documentElement.scrollWidth <= limit ? [] : [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > limit + 1 && !element.closest('.scroll, .tabs, .hide'))
    .slice(0, 5).map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`);
};

// The page that is open, at both widths: nothing wider than the window, no axe violation, at most 50 kB, nothing on the console.
export async function look(page, name) {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    if (pictures) await page.screenshot({ path: join(pictures, `${name.replace(/[^a-z0-9]+/gi, '-')}-${width}.png`), fullPage: true });
    const wide = await page.evaluate(wider);
    check(`${name} at ${width}: width`, wide.length === 0, wide.join(' '));
    await page.evaluate(axe);
    await page.evaluate(() => document.querySelectorAll('details:not(.menu)').forEach((one) => { one.dataset.was = one.open; one.open = true; }));
    const report = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    await page.evaluate(() => document.querySelectorAll('details:not(.menu)').forEach((one) => { one.open = one.dataset.was === 'true'; }));
    check(`${name} at ${width}: axe`, report.violations.length === 0,
      report.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 140)}`)).join(' | '));
  }
  const bytes = await page.evaluate(wire);
  check(`${name}: size over the wire`, bytes > 0 && bytes <= 50 * 1024, `${bytes}`);
  check(`${name}: console and policy`, page.problems.length === 0, page.problems.splice(0).join(' | '));
}

export async function visitor(base, link) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'es-SV' });
  const page = await context.newPage();
  page.problems = [];
  page.base = base;
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 4')) page.problems.push(message.text());
  });
  page.on('pageerror', (error) => page.problems.push(String(error)));
  await page.goto(base + new URL(link, base).pathname);
  await page.locator('main form button').first().click();
  check('signed in', !page.url().includes('/enter/'), page.url());
  return page;
}

export const text = (page) => page.locator('main').innerText();
export const path = (page) => new URL(page.url()).pathname;
export async function open(page, address) {
  const reply = await page.goto(page.base + address);
  check(`${address}: answered`, reply.status() === 200, `${reply.status()}`);
}

// ---- the keyboard: whatever has the focus gets the keys, nothing is clicked
const pressed = (page, key) => Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
export async function follow(page, locator) {
  await unfold(page, locator.first());
  await locator.first().focus();
  await pressed(page, 'Enter');
}
export async function type(page, name, value, within = 'main') {
  const box = page.locator(`${within} [name="${name}"]`).first();
  await unfold(page, box);
  await box.focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(value);
}
// Days are typed in the order in which this browser shows them.
export async function day(page, name, iso, within = 'main') {
  const box = page.locator(`${within} [name="${name}"]`).first();
  await unfold(page, box);
  const [year, month, of] = iso.split('-');
  for (const order of [`${of}${month}${year}`, `${month}${of}${year}`]) {
    await box.evaluate((input) => { input.blur(); input.value = ''; });
    await box.focus();
    await page.keyboard.type(order);
    if (await box.inputValue() === iso) return;
  }
  check(`a day can be typed: ${name}`, false, await box.inputValue());
}
// A radio button, a box or an entry of a list, by its value.
export async function choose(page, name, value, within = 'main') {
  const button = page.locator(`${within} input[name="${name}"][value="${value}"]`);
  if (await button.count()) {
    await unfold(page, button.first());
    await button.first().focus();
    if (!await button.first().isChecked()) await page.keyboard.press('Space');
    return;
  }
  const select = page.locator(`${within} select[name="${name}"]`);
  await unfold(page, select.first());
  const label = (await select.locator(`option[value="${value}"]`).innerText()).trim();
  await select.focus();
  await page.keyboard.type(label);
  check(`chosen ${name}`, await select.inputValue() === value, await select.inputValue());
}
// Opens the fold that holds what is wanted, as a person does: by Enter on its heading.
async function unfold(page, locator) {
  const fold = locator.locator('xpath=ancestor::details[not(@open)][1]');
  if (await fold.count()) {
    await fold.locator('summary').first().focus();
    await page.keyboard.press('Enter');
  }
}
export async function send(page, within = 'main form') {
  const button = page.locator(`${within} button[type="submit"], ${within} button:not([type])`).last();
  await button.focus();
  await pressed(page, 'Enter');
}
// A step of the record that is open: its button, or its form filled by `fill`.
export async function step(page, move, fill = async () => {}) {
  const form = `form[action$="/move/${move}"]`;
  check(`step ${move} is offered`, await page.locator(form).count() === 1, path(page));
  await unfold(page, page.locator(`${form} button`).first());
  await fill(form);
  await page.locator(`${form} button`).last().focus();
  await pressed(page, 'Enter');
}
export async function language(page) {
  const button = page.locator('header form[action*="lang"] button, header a[href*="lang"]').first();
  await button.focus();
  await pressed(page, 'Enter');
}
