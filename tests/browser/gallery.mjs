// Opens the pages that the program gallery wrote and looks at them as people do:
//   node gallery.mjs FOLDER [PICTURES]
// At 360 and 1280 pixels: no axe violation, nothing wider than the window, no target under 24 pixels, no report of the
// Content-Security-Policy, no error on the console, at most 50 kB with style and script. With PICTURES, screenshots go there.
// A few interactions are played with and without scripts. Ends with "N passed, N failed".
import { readFileSync, readdirSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const assets = join(here, '../../assets');
const [folder, pictures] = process.argv.slice(2);
if (!folder) {
  console.error('node gallery.mjs FOLDER [PICTURES]');
  process.exit(2);
}
if (pictures) mkdirSync(pictures, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const policy = "default-src 'none'; style-src 'self'; manifest-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; " +
  "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json' };

const server = createServer((request, reply) => {
  const name = new URL(request.url, 'http://x').pathname.slice(1);
  for (const root of [folder, assets]) {
    try {
      const bytes = readFileSync(join(root, name.replaceAll('..', '')));
      reply.writeHead(200, { 'content-type': types[extname(name)] ?? 'text/plain', 'content-security-policy': policy });
      reply.end(bytes);
      return;
    } catch { /* the next folder */ }
  }
  reply.writeHead(404).end();
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const base = `http://127.0.0.1:${server.address().port}`;

let passed = 0;
let failed = 0;
function check(what, problems) {
  if (problems.length === 0) {
    passed++;
    return;
  }
  failed++;
  console.log(`FAIL ${what}`);
  for (const problem of problems) console.log(`     ${problem}`);
}

const browser = await chromium.launch({ executablePath: process.env.ADELANTE_CHROMIUM ?? '/usr/bin/chromium', headless: true,
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'] });

async function open(name, width, javaScriptEnabled = true) {
  // The policy is held by the pages; axe is brought in past it.
  const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled, bypassCSP: false });
  const page = await context.newPage();
  page.problems = [];
  page.on('console', (message) => { if (message.type() === 'error') page.problems.push(message.text()); });
  page.on('pageerror', (error) => page.problems.push(String(error)));
  await page.goto(`${base}/${name}`);
  return page;
}

const wider = () => {
  const limit = document.documentElement.clientWidth;
  const found = [];
  if (document.documentElement.scrollWidth > limit) {
    for (const element of document.querySelectorAll('body *')) {
      if (element.getBoundingClientRect().right > limit + 1 && !element.closest('.scroll, .tabs, .hide')) {
        found.push(`${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} reaches ${Math.round(element.getBoundingClientRect().right)}`);
      }
    }
    found.unshift(`the page is ${document.documentElement.scrollWidth} wide`);
  }
  return found.slice(0, 6);
};
const small = () => [...document.querySelectorAll('a[href], button, summary, select, input:not([type=hidden]), textarea')]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('svg, .skip, p, li, dd'))
  .map((element) => [element, (element.closest('label.pick, label.tick') ?? element).getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.height < 24 || box.width < 24))
  .map(([element, box]) => `${element.tagName.toLowerCase()} "${element.textContent.trim().slice(0, 30)}" is ${Math.round(box.width)} x ${Math.round(box.height)}`);

const packed = (file) => gzipSync(readFileSync(file)).length;
const weight = ['screen.css', 'adelante.js'].reduce((sum, name) => sum + packed(join(assets, name)), 0);
for (const name of readdirSync(folder).filter((one) => one.endsWith('.html')).sort()) {
  const bytes = packed(join(folder, name)) + weight;
  check(`${name}: size over the wire`, bytes <= 50 * 1024 ? [] : [`${bytes} bytes compressed`]);
  for (const width of [360, 1280]) {
    const page = await open(name, width);
    if (pictures) await page.screenshot({ path: join(pictures, `${name.replace('.html', '')}-${width}.png`), fullPage: true });
    check(`${name} at ${width}: width`, await page.evaluate(wider));
    check(`${name} at ${width}: targets`, await page.evaluate(small));
    await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
    check(`${name} at ${width}: width with all details open`, await page.evaluate(wider));
    await page.evaluate(axe);
    const report = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    check(`${name} at ${width}: axe`, report.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${one.help}: ${node.html.slice(0, 160)} ${node.any.map((n) => n.message).join('; ')}`)));
    check(`${name} at ${width}: console and policy`, page.problems);
    await page.context().close();
  }
}

// Attendance: arrows and the box for all, with the script; the same boxes without it.
{
  const page = await open('attendance-es.html', 1280);
  const boxes = page.locator('input[name=present]');
  await boxes.first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  const at = await page.evaluate(() => document.activeElement.value);
  check('attendance: arrows', at === 'P-02/2014-06-10' ? [] : [`focus on ${at}`]);
  await page.locator('input[name=all]').first().check();
  const total = await page.locator('[data-total="0"]').first().textContent();
  check('attendance: all present', total === '3' ? [] : [`total ${total}`]);
  await page.context().close();
  const plain = await open('attendance-es.html', 360, false);
  check('attendance without script', await plain.locator('input[name=present]').count() === 15 ? [] : ['boxes are missing']);
  await plain.context().close();
}
// A refused form: the summary has the focus and its links lead to the fields.
{
  const page = await open('form-wrong-es.html', 360);
  check('refused form: focus on the summary', await page.evaluate(() => document.activeElement.hasAttribute('data-focus')) ? [] : ['elsewhere']);
  await page.locator('.flash a').first().click();
  check('refused form: link to the field', await page.evaluate(() => document.activeElement.id === 'f-date') ? [] : [await page.evaluate(() => document.activeElement.id)]);
  check('refused form: value as given', await page.inputValue('#f-date') === '31/02/2014' ? [] : ['lost']);
  await page.context().close();
}
// The menu opens and closes by keyboard.
{
  const page = await open('clients-es.html', 360);
  await page.locator('.menu summary').focus();
  await page.keyboard.press('Enter');
  const opened = await page.locator('.menu').getAttribute('open');
  await page.keyboard.press('Escape');
  const closed = await page.locator('.menu').getAttribute('open');
  check('menu by keyboard', opened !== null && closed === null ? [] : ['does not open and close']);
  if (pictures) {
    await page.keyboard.press('Enter');
    await page.screenshot({ path: join(pictures, 'menu-360.png') });
  }
  await page.context().close();
}

// On A4 there is no navigation, tables stay tables, and nothing is cut off. 182 mm at 96 dots an inch are 688 pixels.
for (const name of ['results', 'clients', 'sheet']) {
  const page = await open(`${name}-es.html`, 688);
  await page.emulateMedia({ media: 'print' });
  check(`${name} printed`, await page.evaluate(wider));
  check(`${name} printed: no navigation`, await page.locator('nav:visible, header:visible, .btn:visible').count() === 0 ? [] : ['it is there']);
  check(`${name} printed: tables`, await page.locator('table.cards tr').evaluateAll((rows) =>
    rows.filter((row) => getComputedStyle(row).display !== 'table-row').map((row) => row.outerHTML.slice(0, 80))));
  if (pictures) await page.screenshot({ path: join(pictures, `${name}-print.png`), fullPage: true });
  await page.context().close();
}

await browser.close();
server.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
