import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

import { chromium } from "@playwright/test";

import { CHROMIUM_FLAGS, findChromium } from "../../e2e/find-chromium.ts";

// Draws the PNG icons from app.svg: `node build/icons/render.ts`. What it draws is committed.

const ICONS = [
  { file: "any-192.png", size: 192, rounded: true },
  { file: "any-512.png", size: 512, rounded: true },
  { file: "maskable-192.png", size: 192, rounded: false },
  { file: "maskable-512.png", size: 512, rounded: false },
  { file: "touch-180.png", size: 180, rounded: false },
];

const svg = readFileSync(new URL("app.svg", import.meta.url)).toString("base64");
const folder = new URL("../../public/icons/", import.meta.url);
mkdirSync(folder, { recursive: true });

const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
const page = await browser.newPage();
for (const { file, size, rounded } of ICONS) {
  await page.setViewportSize({ width: size, height: size });
  const corner = rounded ? `border-radius:${size * 0.22}px` : "";
  await page.setContent(
    `<body style="margin:0;background:transparent"><img style="display:block;width:${size}px;${corner}" src="data:image/svg+xml;base64,${svg}">`,
  );
  writeFileSync(new URL(file, folder), await page.screenshot({ omitBackground: true }));
}
await browser.close();
