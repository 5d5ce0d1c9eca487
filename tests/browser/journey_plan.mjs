// One client from the first visit to the closed plan, in a real browser: an adviser writes the F1 by keyboard, the director returns
// and authorises it, a diagnosis is answered, a plan is agreed, worked on and closed, and two people edit one plan:
//   node journey_plan.mjs BASE ADVISER DIRECTOR [PICTURES]      two one-time links, of an adviser and of a director of one centre
// Every page at 360 and 1280 pixels, in both languages: no axe violation, nothing wider than the window, no report of the
// Content-Security-Policy, no error on the console, at most 50 kB. Ends with "N passed, N failed".
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const [base, adviserLink, directorLink, pictures] = process.argv.slice(2);
if (!base || !adviserLink || !directorLink) {
  console.error('node journey_plan.mjs BASE ADVISER DIRECTOR [PICTURES]');
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

async function visitor(link) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'es-SV' });
  const page = await context.newPage();
  page.setDefaultTimeout(20000);
  page.problems = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('status of 4')) page.problems.push(message.text());
  });
  page.on('pageerror', (error) => page.problems.push(String(error)));
  page.on('response', async (reply) => {
    const size = Number(reply.headers()['content-length'] ?? 0);
    if (reply.request().isNavigationRequest()) check(`${new URL(reply.url()).pathname}: size`, size <= 50 * 1024, `${size}`);
  });
  await page.goto(base + link);
  await page.locator('main form button').click();
  return page;
}

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
    await page.evaluate(() => document.querySelectorAll('details:not(.menu)').forEach((one) => { one.open = true; }));
    await page.evaluate(axe);
    const report = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    check(`${name} at ${width}: axe`, report.violations.length === 0,
      report.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 140)}`)).join(' | '));
  }
  check(`${name}: console and policy`, page.problems.length === 0, page.problems.splice(0).join(' | '));
}
async function open(page, path, seen = true) {
  const reply = await page.goto(base + path);
  check(`${path}: answered`, reply.status() === 200, `${reply.status()}`);
  if (seen) await look(page, `${path} ${await page.locator('html').getAttribute('lang')}`);
}
async function switchTo(page, lang) {
  if (await page.locator('html').getAttribute('lang') !== lang) await page.locator('form.lang button').click();
  check(`language ${lang}`, await page.locator('html').getAttribute('lang') === lang);
}
const text = (page) => page.locator('main').innerText();

// ---- by keyboard: Tab to a control, then what a hand would press -----------------------------------------------------------
async function tabTo(page, selector) {
  for (let i = 0; i < 300; i++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return true;
    await page.keyboard.press('Tab');
  }
  check(`keyboard reaches ${selector}`, false, page.url());
  return false;
}
const type = async (page, name, value) => { if (await tabTo(page, `main [name="${name}"]`)) await page.keyboard.insertText(value); };
async function day(page, name, iso) {
  if (await tabTo(page, `main [name="${name}"]`)) await page.keyboard.type(`${iso.slice(5, 7)}${iso.slice(8, 10)}${iso.slice(0, 4)}`);
}
async function choose(page, name, value) {
  if (!await tabTo(page, `main input[name="${name}"]`)) return;
  await page.keyboard.press('Space');
  for (let i = 0; i < 10; i++) {
    if (await page.evaluate((wanted) => document.activeElement.value === wanted && document.activeElement.checked, value)) return;
    await page.keyboard.press('ArrowDown');
  }
  check(`keyboard chooses ${name}=${value}`, false);
}
const tick = async (page, name, value) => { if (await tabTo(page, `main input[name="${name}"][value="${value}"]`)) await page.keyboard.press('Space'); };
async function press(page, selector) {
  if (await tabTo(page, selector)) await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}
async function step(page, move) {
  // A step that asks opens by Enter on its summary; the fields that it asks stand behind it.
  await page.locator(`form[action$="/move/${move}"]`).waitFor({ state: 'attached' });
  await page.evaluate((wanted) => {
    document.activeElement?.blur();
    const form = document.querySelector(`form[action$="/move/${wanted}"]`);
    form.closest('details')?.querySelector('summary').setAttribute('data-step', wanted);
  }, move);
  if (await page.locator(`[data-step="${move}"]`).count() > 0) {
    await tabTo(page, `[data-step="${move}"]`);
    await page.keyboard.press('Enter');
  }
}
const send = (page, move) => press(page, `form[action$="/move/${move}"] button`);

// ---- the F1: one screen, by keyboard, on a phone --------------------------------------------------------------------------------
const adviser = await visitor(adviserLink);
const director = await visitor(directorLink);
const stamp = Date.now().toString(36);
const firm = `Quesos ${stamp}`;
await open(adviser, '/intakes');
await open(adviser, '/intakes/new');
await open(adviser, '/intakes/new?new=1');
await adviser.goto(`${base}/intakes/new`);
await press(adviser, 'main a[href="/intakes/new?new=1"]');
const today = await adviser.inputValue('[name=date]');
await adviser.setViewportSize({ width: 360, height: 740 });
await type(adviser, 'given_names', 'Rosa');
await type(adviser, 'surnames', `Inventada ${stamp}`);
await choose(adviser, 'sex', 'female');
await type(adviser, 'name', firm);
await tabTo(adviser, 'main select[name=district]');
await adviser.keyboard.type('Conchagua');
await choose(adviser, 'provenance', 'client_initiative');
await type(adviser, 'need', 'Vender queso a las tiendas');
await type(adviser, 'national_sales', '12000');
await type(adviser, 'export_sales', '0');
for (const [name, value] of [['jobs_male_fixed', '0'], ['jobs_male_temporary', '1'], ['jobs_female_fixed', '2'], ['jobs_female_temporary', '0']]) await type(adviser, name, value);
await tick(adviser, 'markets', 'local');
await tick(adviser, 'markets', 'national');
await type(adviser, 'products', 'Queso fresco');
await press(adviser, 'main form.entry > .row button, main form.entry button');
check('F1: the draft is kept', /\/intakes\/F1-/.test(adviser.url()) && (await text(adviser)).includes('Borrador'), adviser.url());
const intake = new URL(adviser.url()).pathname;
check('F1: several markets', /Local.*Nacional/.test(await text(adviser)), await text(adviser));
const enterprise = await adviser.locator('main a[href^="/clients/enterprise/"]').first().getAttribute('href');
await open(adviser, intake);
await adviser.goto(base + intake);
await step(adviser, 'sign');
await send(adviser, 'sign');
check('F1: what is missing is said, with who supplies it', (await text(adviser)).includes('Falta la declaración jurada') && (await text(adviser)).includes('El cliente firma la F1'),
  await text(adviser));
await look(adviser, 'F1 refused');
await adviser.goto(`${base}${intake}/edit`);
await look(adviser, 'F1 edit');
await adviser.goto(`${base}${intake}/edit`);
for (const name of ['sworn', 'consent']) await choose(adviser, name, 'true');
await tick(adviser, 'consent_scopes', 'services');
for (const name of ['survey', 'pledge']) await choose(adviser, name, 'true');
await press(adviser, 'main form.entry button');
async function sign() {
  await adviser.goto(base + intake);
  await step(adviser, 'sign');
  await day(adviser, 'client_signed_on', today);
  await day(adviser, 'adviser_signed_on', today);
  await send(adviser, 'sign');
}
await sign();
check('F1: signed', (await text(adviser)).includes('Firmada'), await text(adviser));
check('F1: the adviser does not authorise', await adviser.locator('form[action$="/move/authorise"]').count() === 0);
await open(director, '/intakes');
check('F1: it waits for the director', (await text(director)).includes('Esperan autorización') && (await text(director)).includes(firm), await text(director));
await director.goto(base + intake);
await look(director, 'F1 signed');
await director.goto(base + intake);
await step(director, 'return');
await type(director, 'observations', 'Falta el costo de producción');
await send(director, 'return');
check('F1: returned', (await text(director)).includes('Devuelta'), await text(director));
await adviser.goto(base + intake);
check('F1: the adviser reads why', (await text(adviser)).includes('Falta el costo de producción'), await text(adviser));
await look(adviser, 'F1 returned');
await adviser.goto(base + intake);
await send(adviser, 'resume');
await sign();
await director.goto(base + intake);
await send(director, 'authorise');
check('F1: authorised, with its initial measurement', (await text(director)).includes('Autorizada') && await director.locator('main a[href^="/snapshots/"]').count() === 1,
  await text(director));
await look(director, 'F1 authorised');
await open(adviser, enterprise);
check('client: active, and the F1 in her story', (await text(adviser)).includes('Activo') && (await text(adviser)).includes('Solicitud de asesoramiento'), await text(adviser));
const client = enterprise.split('/').pop();
for (const path of ['/consent_texts', '/consent_texts/new', '/dormant']) await open(director, path);

// ---- the diagnosis: instrument, answers by keyboard, picture, before and after --------------------------------------------------------
await director.goto(`${base}/instruments`);
await look(director, 'instruments');
await director.goto(`${base}/instruments`);
await press(director, 'main form[action="/instruments/load"] button');
check('instrument: loaded', director.url().endsWith('/instruments/TIC-1'), director.url());
await look(director, 'instrument');
await open(director, '/instrument_questions/TIC-1-01');
await open(director, '/instrument_questions/new?instrument=TIC-1');
async function newDiagnosis() {
  await adviser.goto(`${base}/diagnoses/new?enterprise=${client}`);
  await press(adviser, 'main form.entry button');
  return new URL(adviser.url()).pathname;
}
await open(adviser, '/diagnoses');
await open(adviser, `/diagnoses/new?enterprise=${client}`);
const before = await newDiagnosis();
await look(adviser, 'diagnosis open');
await adviser.goto(base + before);
await choose(adviser, 'q-TIC-1-01', 'yes');
await press(adviser, 'main button[name=finish]');
check('diagnosis: what is not answered is said', (await text(adviser)).includes('Falta la respuesta: ¿'), adviser.url());
await look(adviser, 'diagnosis refused');
const names = await adviser.evaluate(() => [...new Set([...document.querySelectorAll('main input[type=radio][name^="q-"]')].map((one) => one.name))]);
await adviser.setViewportSize({ width: 360, height: 740 });
await adviser.goto(base + before);
for (const name of names) {
  const scale = await adviser.locator(`main input[name="${name}"][value="2"]`).count() === 1;
  await choose(adviser, name, scale ? '2' : 'yes');
}
await press(adviser, 'main button[name=finish]');
check('diagnosis: complete with its score', /de 100/.test(await text(adviser)) && (await text(adviser)).includes('Completo'), await text(adviser));
await look(adviser, 'diagnosis complete');
const after = await newDiagnosis();
for (const name of names) await adviser.locator(`main input[name="${name}"]`).last().evaluate((one) => { const other = document.querySelector(`input[name="${one.name}"][value="4"]`) ?? document.querySelector(`input[name="${one.name}"][value="yes"]`); other.checked = true; });
await press(adviser, 'main button[name=finish]');
check('diagnosis: before and after side by side', (await text(adviser)).includes('Antes') && adviser.url().includes(after), await text(adviser));
await look(adviser, 'diagnosis before and after');

// ---- the plan -------------------------------------------------------------------------------------------------------------------------
await open(adviser, `/plans/new?enterprise=${client}`);
await adviser.goto(`${base}/plans/new?enterprise=${client}`);
await type(adviser, 'name', `Vender a las tiendas ${stamp}`);
await day(adviser, 'ends_on', `${Number(today.slice(0, 4)) + 1}-01-15`);
await type(adviser, 'impacts', 'Más ventas');
await press(adviser, 'main form.entry button');
const plan = new URL(adviser.url()).pathname;
check('plan: saved, with days left across the New Year', /Faltan \d+ días/.test(await text(adviser)), await text(adviser));
await look(adviser, 'plan without actions');
async function addAction(words) {
  await adviser.goto(base + plan);
  await press(adviser, `main a[href^="/plan_actions/new"]`);
  await type(adviser, 'text', words);
  await press(adviser, 'main form.entry button');
  check(`action: ${words}`, adviser.url().endsWith(plan) && (await text(adviser)).includes(words), adviser.url());
}
await open(adviser, `/plan_actions/new?plan=${plan.split('/').pop()}`);
await addAction('Diseñar la etiqueta');
await addAction('Calcular los costos');
await look(adviser, 'plan draft');

// Two people edit one plan: other fields are both kept, the same field shows the other's value and loses nothing.
const second = await director.context().newPage();
await second.goto(`${base}${plan}/edit`);
await adviser.goto(`${base}${plan}/edit`);
await adviser.fill('[name=impacts]', 'Más ventas y un empleo');
await adviser.locator('main form.entry button').first().click();
await second.fill('[name=name]', `Vender en la costa ${stamp}`);
await second.locator('main form.entry button').first().click();
check('two people: different fields are both kept', (await second.locator('main').innerText()).includes('Vender en la costa') &&
  (await second.locator('main').innerText()).includes('Más ventas y un empleo'), await second.locator('main').innerText());
check('two people: the second is told what the first changed', (await second.locator('body').innerText()).includes('Mientras tanto otra persona cambió')
  && (await second.locator(".flash").first().innerText()).includes("Más ventas y un empleo"), await second.locator('body').innerText());
await second.goto(`${base}${plan}/edit`);
await adviser.goto(`${base}${plan}/edit`);
await adviser.fill('[name=impacts]', 'Dos empleos');
await adviser.fill('[name=name]', `Vender en toda la costa ${stamp}`);
await adviser.locator('main form.entry button').first().click();
await second.fill('[name=impacts]', 'Tres empleos');
await second.locator('main form.entry button').first().click();
check('two people: the same field shows the other\'s value beside one\'s own', (await second.locator('main').innerText()).includes('Dos empleos') &&
  await second.inputValue('[name=impacts]') === 'Tres empleos', await second.locator('main').innerText());
check('two people: what the first changed elsewhere is named and kept', (await second.locator('main').innerText()).includes('Vender en toda la costa')
  && await second.inputValue('[name=name]') === `Vender en toda la costa ${stamp}`, await second.locator('main').innerText());
second.problems = [];
await look(second, 'plan conflict');
await second.locator('main form.entry button').first().click();
check('two people: decided, and the other field stays as the first left it', (await second.locator('main').innerText()).includes('Tres empleos')
  && (await second.locator('body').innerText()).includes(`Vender en toda la costa ${stamp}`), await second.locator('main').innerText());
// The same on the pages of nouns without a desk: an agreement that two people correct.
const third = await director.context().newPage();
await third.goto(`${base}/agreements/new`);
await third.fill('[name=code]', 'CV-90');
await third.fill('[name=title]', 'Carta con una cooperativa');
await third.check('[name=kind][value=specific]');
const state = third.locator('[name=state]');
if (await state.first().evaluate((one) => one.tagName) === 'SELECT') await state.selectOption('negotiation');
else await third.check('[name=state][value=negotiation]');
await third.locator('main form.entry button').first().click();
await third.goto(`${base}/agreements/CV-90/edit`);
const fourth = await director.context().newPage();
await fourth.goto(`${base}/agreements/CV-90/edit`);
await third.fill('[name=programme]', 'Programa de la una');
await third.fill('[name=object]', 'Objeto de la una');
await third.locator('main form.entry button').first().click();
await fourth.fill('[name=programme]', 'Programa de la otra');
await fourth.locator('main form.entry button').first().click();
check('agreement: the same field asks, the other is named', (await fourth.locator('main').innerText()).includes('Programa de la una')
  && (await fourth.locator('main').innerText()).includes('Objeto de la una') && await fourth.inputValue('[name=programme]') === 'Programa de la otra'
  && await fourth.inputValue('[name=object]') === 'Objeto de la una', await fourth.locator('main').innerText());
fourth.problems = [];
await look(fourth, 'agreement conflict');
await fourth.locator('main form.entry button').first().click();
check('agreement: decided and saved', (await fourth.locator('main').innerText()).includes('Programa de la otra')
  && (await fourth.locator('main').innerText()).includes('Objeto de la una'), await fourth.locator('main').innerText());
await third.close();
await fourth.close();
await second.close();
await adviser.goto(base + plan);
check('two people: what was decided holds for both', (await text(adviser)).includes('Tres empleos'), await text(adviser));

await director.goto(base + plan);
await step(director, 'agree');
await day(director, 'client_signed_on', today);
await send(director, 'agree');
check('plan: the missing signatures are named', (await text(director)).includes('Falta la firma de quien asesora') && (await text(director)).includes('Falta la firma de la dirección'),
  await text(director));
await look(director, 'plan refused');
await director.goto(base + plan);
await step(director, 'agree');
for (const name of ['client_signed_on', 'adviser_signed_on', 'director_signed_on']) await day(director, name, today);
await send(director, 'agree');
check('plan: agreed', (await text(director)).includes('Acordado'), await text(director));
await adviser.goto(base + plan);
await send(adviser, 'start');
check('plan: running', (await text(adviser)).includes('En ejecución'), await text(adviser));
await open(adviser, '/plans');

// A session names the action worked on.
await adviser.goto(`${base}/sessions/new?enterprise=${client}`);
check('session: the open actions are offered', (await text(adviser)).includes('Diseñar la etiqueta'), await text(adviser));
await choose(adviser, 'kind', 'advice_business');
await choose(adviser, 'contact_minutes', '60');
await tabTo(adviser, 'main input[name=actions]');
await adviser.keyboard.press('Space');
await press(adviser, 'main form.entry > .row button, main form.entry button');
await adviser.goto(base + enterprise);
await press(adviser, 'main a[href^="/sessions/S"]');
check('session: says what was worked on', (await text(adviser)).includes('Diseñar la etiqueta'), await text(adviser));

// Each action by its next step; closing asks for what is missing.
for (let i = 0; i < 2; i++) {
  await adviser.goto(base + plan);
  await press(adviser, 'main td form[action$="/move/start"] button');
  await press(adviser, 'main td form[action$="/move/finish"] button');
  check('action: finished from the plan\'s page', adviser.url().endsWith(plan) && (await text(adviser)).includes('Finalizada'), adviser.url());
}
await look(adviser, 'plan running');
const action = await adviser.locator('main td a[href^="/plan_actions/"]').first().getAttribute('href');
await open(adviser, action);
await adviser.goto(base + plan);
await step(adviser, 'close');
await send(adviser, 'close');
check('plan: closing asks for the final measurement', (await text(adviser)).includes('medición final'), await text(adviser));
await adviser.goto(`${base}/snapshots/new?enterprise=${client}`);
await choose(adviser, 'kind', 'final');
await type(adviser, 'national_sales', '15000');
await press(adviser, 'main form.entry > .row button, main form.entry button');
await adviser.goto(base + plan);
await step(adviser, 'close');
await send(adviser, 'close');
check('plan: closed', (await text(adviser)).includes('Cerrado'), await text(adviser));
await adviser.goto(base + enterprise);
check('client: in follow-up', (await text(adviser)).includes('En seguimiento'), await text(adviser));

// ---- an entrepreneur becomes an enterprise, once -----------------------------------------------------------------------------------------
await open(adviser, '/clients/person/P-0001/convert');

// ---- the same pages in English -------------------------------------------------------------------------------------------------------------
await switchTo(adviser, 'en');
for (const path of [intake, '/intakes', '/intakes/new?new=1', before, after, plan, `${plan}/edit`, action, '/plans', '/diagnoses', enterprise, '/consent_texts', '/dormant',
  '/instruments/TIC-1', '/clients/person/P-0001/convert']) await open(adviser, path);
check('English: the consent in English words on a new F1', (await adviser.goto(`${base}/intakes/new?new=1`), await text(adviser)).includes('I authorise the centre'), await text(adviser));

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
