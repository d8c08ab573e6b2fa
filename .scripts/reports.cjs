// Counts what the suites say in their JSON reports. A missing, unreadable or empty report is a failure.
"use strict";

var fs = require("fs");
var path = require("path");

/** { passed, failures: [sentence] } of a Vitest report. Skipped tests count as failures: nothing is skipped on main. */
function vitestReport(file) {
  return counted(file, function (report, add) {
    report.testResults.forEach(function (suite) {
      var name = path.relative(process.cwd(), suite.name);
      if (suite.status === "failed" && !suite.assertionResults.length) add("failed", name, suite.message);
      suite.assertionResults.forEach(function (test) {
        add(test.status, name + " › " + test.fullName, (test.failureMessages || []).join("\n"));
      });
    });
  });
}

/** The same of a Playwright report. A test that passed only at a retry counts as failed. */
function playwrightReport(file) {
  return counted(file, function (report, add) {
    (report.errors || []).forEach(function (error) {
      add("failed", path.basename(file), error.message);
    });
    eachSpec(report.suites, function (spec) {
      spec.tests.forEach(function (test) {
        var errors = test.results.reduce(function (all, result) {
          return all.concat(result.errors || []);
        }, []);
        add(test.status === "expected" ? "passed" : test.status, spec.file + " › " + spec.title, messages(errors));
      });
    });
  });
}

/** The same of a list of checks: { checks: [{ name, status, message }] }. */
function checksReport(file) {
  return counted(file, function (report, add) {
    report.checks.forEach(function (check) {
      add(check.status, check.name, check.message);
    });
  });
}

function eachSpec(suites, visit) {
  (suites || []).forEach(function (suite) {
    (suite.specs || []).forEach(visit);
    eachSpec(suite.suites, visit);
  });
}

function messages(errors) {
  return errors
    .map(function (error) {
      return error.message || error.value || "";
    })
    .join("\n");
}

function counted(file, read) {
  var result = { passed: 0, failures: [] };
  var report;
  try {
    report = JSON.parse(fs.readFileSync(file, "utf8"));
    read(report, function (status, name, message) {
      if (status === "passed") result.passed += 1;
      else
        result.failures.push({ name: name + (status === "failed" ? "" : " (" + status + ")"), message: message || "" });
    });
  } catch (error) {
    result.failures.push({ name: file, message: "There is no readable report: " + error.message });
  }
  if (!result.passed && !result.failures.length) result.failures.push({ name: file, message: "No test ran." });
  return result;
}

module.exports = { checksReport: checksReport, playwrightReport: playwrightReport, vitestReport: vitestReport };
