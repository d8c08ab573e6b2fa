import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Router } from "wouter";

import { App } from "./app.tsx";
import { inPlaceOfStep, leaveEmptySteps } from "./platform/back-closes.ts";
import { watchInstalling } from "./platform/installing.ts";
import { rememberScroll } from "./platform/scroll-memory.ts";
import { watchUpdates } from "./platform/updates.ts";
import "./styles.css";

rememberScroll();
leaveEmptySteps();
const updates = watchUpdates(navigator.serviceWorker);
const installing = watchInstalling();

const root = document.getElementById("root");
if (!root) throw new Error("the page has no root");
createRoot(root).render(
  <StrictMode>
    <Router aroundNav={inPlaceOfStep}>
      <App updates={updates} installing={installing} />
    </Router>
  </StrictMode>,
);
