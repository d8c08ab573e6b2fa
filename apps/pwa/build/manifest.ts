import type { ManifestOptions } from "vite-plugin-pwa";

/** How Cliently presents itself to a system that installs it. */
export const manifest = {
  id: "/",
  name: "Cliently",
  short_name: "Cliently",
  description: "Session notes for small practices, written on your device with or without a network.",
  lang: "en",
  dir: "ltr",
  start_url: "/",
  scope: "/",
  display: "standalone",
  theme_color: "#fbf9f5",
  background_color: "#fbf9f5",
  categories: ["productivity", "health", "business"],
  icons: [
    { src: "/icons/any-192.png", sizes: "192x192", type: "image/png", purpose: "any" },
    { src: "/icons/any-512.png", sizes: "512x512", type: "image/png", purpose: "any" },
    { src: "/icons/maskable-192.png", sizes: "192x192", type: "image/png", purpose: "maskable" },
    { src: "/icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
  ],
  shortcuts: [
    {
      name: "New note",
      url: "/notes/new",
      icons: [{ src: "/icons/any-192.png", sizes: "192x192", type: "image/png" }],
    },
    { name: "Clients", url: "/clients", icons: [{ src: "/icons/any-192.png", sizes: "192x192", type: "image/png" }] },
  ],
  screenshots: [
    {
      src: "/screenshots/narrow.png",
      sizes: "780x1688",
      type: "image/png",
      form_factor: "narrow",
      label: "A practice on a phone",
    },
    {
      src: "/screenshots/wide.png",
      sizes: "1440x900",
      type: "image/png",
      form_factor: "wide",
      label: "A practice on a desk",
    },
  ],
} satisfies Partial<ManifestOptions>;
