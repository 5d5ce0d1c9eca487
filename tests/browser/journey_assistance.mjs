// One technical assistance from its terms to the payment, by the three people who keep it, with the keyboard alone:
//   node journey_assistance.mjs BASE LINK LINK LINK     one-time links of an adviser, an administrator and a director of a centre
// (pictures go to the folder that ADELANTE_PICTURES names). Every page at 360 and 1280 pixels, in both languages: no axe violation,
// nothing wider than the window, no report of the Content-Security-Policy, no error on the console. Ends with "N passed, N failed".
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [base, ...links] = process.argv.slice(2);
const pictures = process.env.ADELANTE_PICTURES;
if (!base || links.length !== 3) {
  console.error('node journey_assistance.mjs BASE LINK LINK LINK');
  process.exit(2);
}
if (pictures) mkdirSync(pictures, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let passed = 0;
let failed = 0;
function check(what, good, detail = '') {
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

// What the page and all that it needs but pictures weighed on the way, compressed as the program sends it.
const wire = () => [performance.getEntriesByType('navigation')[0], ...performance.getEntriesByType('resource').filter((one) => one.initiatorType !== 'img')]
  .reduce((sum, one) => sum + one.encodedBodySize, 0);
const wider = () => {
  const limit = document.documentElement.clientWidth;
  return document.documentElement.scrollWidth <= limit ? [] : [...document.querySelectorAll('body *')]
    .filter((element) => element.getBoundingClientRect().right > limit + 1 && !element.closest('.scroll, .tabs, .hide'))
    .slice(0, 5).map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`);
};
async function look(page, name) {
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

async function visitor(link) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'es-SV' });
  const page = await context.newPage();
  page.problems = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 4')) page.problems.push(message.text());
  });
  page.on('pageerror', (error) => page.problems.push(String(error)));
  await page.goto(base + new URL(link, base).pathname);
  await page.locator('main form button').first().click();
  check('signed in', !page.url().includes('/enter/'), page.url());
  return page;
}
const text = (page) => page.locator('main').innerText();
const path = (page) => new URL(page.url()).pathname;
async function open(page, address, name = address) {
  const reply = await page.goto(base + address);
  check(`${name}: answered`, reply.status() === 200, `${reply.status()}`);
}

// ---- the keyboard: whatever has the focus gets the keys, nothing is clicked -----------------------------------------------------
const pressed = (page, key) => Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
async function follow(page, locator) {
  await locator.focus();
  await pressed(page, 'Enter');
}
async function type(page, name, value, within = 'main') {
  await page.locator(`${within} [name="${name}"]`).first().focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.type(value);
}
// Days are typed in the order in which this browser shows them.
async function day(page, name, iso, within = 'main') {
  const box = page.locator(`${within} [name="${name}"]`).first();
  const [year, month, of] = iso.split('-');
  for (const order of [`${of}${month}${year}`, `${month}${of}${year}`]) {
    await box.evaluate((input) => { input.blur(); input.value = ''; });
    await box.focus();
    await page.keyboard.type(order);
    if (await box.inputValue() === iso) return;
  }
  check(`a day can be typed: ${name}`, false, await box.inputValue());
}
async function choose(page, name, value, within = 'main') {
  const radio = page.locator(`${within} input[name="${name}"][value="${value}"]`);
  if (await radio.count()) {
    await radio.first().focus();
    await page.keyboard.press('Space');
  } else {
    const select = page.locator(`${within} select[name="${name}"]`);
    const label = (await select.locator(`option[value="${value}"]`).innerText()).trim();
    await select.focus();
    await page.keyboard.type(label);
    check(`chosen ${name}`, await select.inputValue() === value, await select.inputValue());
  }
}
// Opens the form of a step, fills it by `fill`, sends it.
async function step(page, move, fill = async () => {}) {
  const form = `form[action$="/move/${move}"]`;
  const details = page.locator(`details:has(${form})`);
  if (await details.count() && await details.first().getAttribute('open') === null) {
    await details.first().locator('summary').focus();
    await page.keyboard.press('Enter');
  }
  await fill(form);
  await page.locator(`${form} button:not([type=button])`).last().focus();
  await pressed(page, 'Enter');
}
const save = (page) => follow(page, page.locator('main form .btn', { hasText: /^(Guardar|Save)$/ }).last());

const [adviser, clerk, director] = [await visitor(links[0]), await visitor(links[1]), await visitor(links[2])];
for (const page of [adviser, director]) {
  if (await page.locator('html').getAttribute('lang') !== 'es') await page.locator('form.lang button').click();
}

// ---- the table of shares and the consultants -------------------------------------------------------------------------------------
await open(director, '/share_rules', 'share rules');
await look(director, 'share rules empty');
await open(director, '/share_rules/new', 'new rule');
await look(director, 'new rule');
await type(director, 'rank', '9');
await type(director, 'percent', '10');
await day(director, 'valid_from', '2014-01-01');
await save(director);
check('rule: saved', path(director).startsWith('/share_rules/'), await text(director));
await look(director, 'rule');
await open(director, '/share_rules', 'share rules');
await look(director, 'share rules');

await open(clerk, '/consultants', 'consultants');
await look(clerk, 'consultants empty');
for (const [name, kind] of [['Marta Elena Inventada', 'person'], ['Calidad Inventada, S.A. de C.V.', 'company']]) {
  await open(clerk, '/consultants/new', 'new consultant');
  await type(clerk, 'name', name);
  await choose(clerk, 'kind', kind);
  await save(clerk);
  check(`consultant ${name}: saved`, (await text(clerk)).includes('0 de 3'), await text(clerk));
}
await look(clerk, 'consultant');
const consultants = await clerk.goto(`${base}/consultants`).then(() => clerk.locator('tbody tr a').evaluateAll((all) => all.map((one) => one.href.split('/').pop())));
check('consultants: two', consultants.length === 2, consultants.join());
await look(clerk, 'consultants');

// ---- terms of reference ------------------------------------------------------------------------------------------------------------
const today = await adviser.goto(`${base}/sessions/new?enterprise=E-0001`).then(async () => (await adviser.content()).match(/\d{4}-\d\d-\d\d/)[0]);
await open(adviser, '/assistances', 'assistances');
await look(adviser, 'assistances');
await open(adviser, '/assistances/new?enterprise=E-0001', 'new terms');
await look(adviser, 'new terms');
await type(adviser, 'title', 'Buenas prácticas de manufactura');
await choose(adviser, 'theme', 'quality');
await save(adviser);
check('terms: saved', (await text(adviser)).includes('Buenas prácticas'), await text(adviser));
const address = path(adviser);
const code = address.split('/').pop();
await look(adviser, 'terms begun');
await open(clerk, address, 'terms to send');
await step(clerk, 'send');
check('sending: says what is missing and who supplies it', (await text(clerk)).includes('les falta: Objetivo general') && (await text(clerk)).includes('Quien asesora'),
  await text(clerk));
await look(clerk, 'terms refused');
await follow(adviser, adviser.locator('a[href$="/edit"]').first());
await type(adviser, 'objective', 'Que la planta cumpla la norma sanitaria.');
await type(adviser, 'specific_objectives', 'Diagnosticar la planta');
await adviser.keyboard.press('Enter');
await adviser.keyboard.type('Capacitar al personal');
await type(adviser, 'products', 'Diagnóstico');
await adviser.keyboard.press('Enter');
await adviser.keyboard.type('Manual de buenas prácticas');
await type(adviser, 'weeks', '8');
await type(adviser, 'hours', '40');
await type(adviser, 'premises_percent', '60');
await type(adviser, 'maximum', '900');
await day(adviser, 'offers_due_on', today);
await type(adviser, 'offer_content', 'Método, plan de trabajo y precio');
await save(adviser);
check('terms: complete', (await text(adviser)).includes('Manual de buenas prácticas'), await text(adviser));

// ---- invitation and offers ---------------------------------------------------------------------------------------------------------------
await open(clerk, address, 'terms to send');
await step(clerk, 'send', async (form) => {
  for (const one of consultants) {
    await clerk.locator(`${form} input[name="invited"][value="${one}"]`).focus();
    await clerk.keyboard.press('Space');
  }
});
check('sent', (await clerk.locator('.steps [aria-current=step]').innerText()).includes('Enviada'), await text(clerk));
await look(clerk, 'sent');
await step(clerk, 'receive_offers');
check('offers: none yet, said so', (await text(clerk)).includes('oferta admisible'), await text(clerk));
for (const [index, price, signed] of [[0, '500.00', true], [1, '450.00', false]]) {
  await open(clerk, `/offers/new?assistance=${code}&back=${address}`, 'new offer');
  if (index === 0) await look(clerk, 'new offer');
  await choose(clerk, 'consultant', consultants[index]);
  await type(clerk, 'price', price);
  if (signed) {
    const box = clerk.locator('main [name=signed]');
    if (await box.count() === 1) {
      await box.focus();
      await clerk.keyboard.press('Space');
    } else {
      await choose(clerk, 'signed', 'true');
    }
  }
  await save(clerk);
  check('offer: back on the assistance', path(clerk) === address, `${path(clerk)} ${await text(clerk)}`);
}
check('offers: the unsigned one is not admissible', (await text(clerk)).includes('Sin firma'), await text(clerk));
await look(clerk, 'offers');
await step(clerk, 'receive_offers');
await look(clerk, 'offers received');
check('choice: only the admissible offer can be chosen', await clerk.locator('form[action$="/move/select_consultant"] input[name=contractor]').count() === 1,
  await clerk.locator('form[action$="/move/select_consultant"]').innerHTML());
await step(clerk, 'select_consultant', async (form) => {
  await choose(clerk, 'contractor', consultants[0], form);
  await type(clerk, 'chosen_by', 'Propietaria Inventada', form);
  await day(clerk, 'chosen_on', today, form);
  await type(clerk, 'choice_reason', 'Mejor método', form);
});
check('chosen', (await text(clerk)).includes('Falta que la dirección apruebe'), await text(clerk));

// ---- approval and contract -------------------------------------------------------------------------------------------------------------------
await open(director, address, 'to approve');
await look(director, 'to approve');
await step(director, 'approve');
await open(clerk, address, 'to sign');
await look(clerk, 'to sign');
const signatures = async (form) => {
  for (const name of ['operator_signed_on', 'consultant_signed_on', 'client_signed_on']) await day(clerk, name, today, form);
};
await step(clerk, 'contract', signatures);
check("contract: the client's receipt is missing", (await text(clerk)).includes('Falta el recibo del aporte del cliente, 50.00'), await text(clerk));
await look(clerk, 'contract refused');
await step(clerk, 'contract', async (form) => {
  await signatures(form);
  await day(clerk, 'client_paid_on', today, form);
  await type(clerk, 'client_receipt', 'R-0045', form);
});
check('contracted', (await clerk.locator('.steps [aria-current=step]').innerText()).includes('Contratada'), await text(clerk));
check('payment: blocked', (await text(clerk)).includes('Bloqueado'), await text(clerk));
await look(clerk, 'contracted');

// ---- an extension ------------------------------------------------------------------------------------------------------------------------------
await open(clerk, `/extensions/new?assistance=${code}&back=${address}`, 'new extension');
await look(clerk, 'new extension');
await choose(clerk, 'asked_by', 'consultant');
await day(clerk, 'new_ends_on', `${Number(today.slice(0, 4)) + 1}-06-30`);
await type(clerk, 'reason', 'Lluvias fuertes');
await save(clerk);
await open(director, address, 'extension to decide');
await look(director, 'extension to decide');
await step(director, 'grant');
check('extension: granted, seen on the assistance', path(director) === address && (await text(director)).includes('Concedida'), await text(director));

// ---- delivery, act, reception --------------------------------------------------------------------------------------------------------------------
await open(adviser, address, 'running');
for (const product of ['Diagnóstico', 'Manual de buenas prácticas']) {
  await follow(adviser, adviser.locator('tbody a', { hasText: product }));
  if (product === 'Diagnóstico') await look(adviser, 'delivery of a product');
  await day(adviser, 'delivered_on', today);
  await save(adviser);
  check('product: back on the assistance', path(adviser) === address, path(adviser));
}
await step(adviser, 'deliver');
await look(adviser, 'delivered');
await step(adviser, 'finish', async (form) => {
  await day(adviser, 'act_on', today, form);
  await type(adviser, 'act_signed_by', 'Propietaria Inventada', form);
});
check('finished', (await adviser.locator('.steps [aria-current=step]').innerText()).includes('Finalizada'), await text(adviser));
check('adviser: sees no payment', !(await text(adviser)).includes('Renta retenida'));
await step(adviser, 'evaluate', async (form) => { await type(adviser, 'evaluation', '5', form); });
await open(director, address, 'to authorise');
await step(director, 'authorise');
check('payment gate: fiscal documents and reception are missing', (await text(director)).includes('Falta el documento fiscal') && (await text(director)).includes('acta de recepción'),
  await text(director));
await look(director, 'payment gate');
await open(adviser, `/receptions/new?assistance=${code}&back=${address}`, 'new reception');
await look(adviser, 'new reception');
await save(adviser);
check('reception: signed', (await text(adviser)).includes('500.00'), await text(adviser));
for (const number of ['0001', '0002']) {
  await open(clerk, `/fiscal_documents/new?assistance=${code}&back=${address}`, 'new document');
  if (number === '0001') await look(clerk, 'new document');
  await type(clerk, 'number', number);
  await save(clerk);
}

// ---- payment ---------------------------------------------------------------------------------------------------------------------------------------
await open(director, address, 'to authorise');
await step(director, 'authorise');
check('authorised, with the tax withheld', (await text(director)).includes('44.25') && (await text(director)).includes('455.75'), await text(director));
await open(clerk, address, 'to pay');
await step(clerk, 'pay', async (form) => {
  await day(clerk, 'paid_on', today, form);
  await choose(clerk, 'method', 'cheque', form);
  await type(clerk, 'reference', '1077', form);
});
await step(clerk, 'settle');
check('settled', (await text(clerk)).includes('Liquidado'), await text(clerk));
await look(clerk, 'settled');
await open(clerk, `/consultants/${consultants[0]}`, 'consultant afterwards');
check('consultant: evaluated', (await text(clerk)).includes('5.00 de 5'), await text(clerk));
await look(clerk, 'consultant afterwards');

// ---- the list, and what was done before ---------------------------------------------------------------------------------------------------------------
await open(clerk, `/assistances?consultant=${consultants[0]}&state=finished`, 'filtered');
check('list: one', await clerk.locator('tbody tr').count() === 1, await text(clerk));
await look(clerk, 'filtered');
await open(director, '/assistances/record/new?enterprise=E-0001', 'record one done');
await look(director, 'record one done');
await open(director, '/assistances/AT-001', 'one of the example');
await look(director, 'one of the example');

// ---- in English -------------------------------------------------------------------------------------------------------------------------------------------
for (const page of [clerk, director]) await page.locator('form.lang button').click();
for (const [page, where, name] of [[clerk, address, 'assistance en'], [clerk, '/consultants', 'consultants en'], [clerk, `/consultants/${consultants[0]}`, 'consultant en'],
  [director, '/share_rules', 'rules en'], [director, '/assistances', 'assistances en'], [director, '/assistances/new?enterprise=E-0001', 'terms en'],
  [director, '/assistances/AT-001', 'example en'], [director, '/share_rules/new', 'new rule en']]) {
  await open(page, where, name);
  check(`${name}: in English`, await page.locator('html').getAttribute('lang') === 'en');
  await look(page, name);
}
check('in English: the steps', (await clerk.goto(base + address).then(() => clerk.locator('.steps').innerText())).includes('Finished'));

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
