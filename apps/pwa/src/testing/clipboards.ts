// What other programs put on the clipboard, with invented words.

export const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head>
<meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- /* Style Definitions */ p.MsoNormal {margin:0cm; font-family:"Calibri",sans-serif;} --></style></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<h1><span lang=EN-GB>Session plan<o:p></o:p></span></h1>
<p class=MsoNormal><span lang=EN-GB>Slept <b>better</b> since
the <i style='mso-bidi-font-style:normal'>walk</i> became a&nbsp;habit.<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><span>Walk twice a week<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span><![endif]>Before dinner<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><!--[if !supportLists]--><span style='mso-list:Ignore'>·<span>&nbsp; </span></span><!--[endif]-->Call Juniper</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span><![endif]>First this</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>2.<span>&nbsp;&nbsp; </span></span><![endif]>Then that</p>
<table class=MsoTableGrid border=1><tr><td width=200 valign=top><p class=MsoNormal>Mood<o:p></o:p></p></td><td><p class=MsoNormal>6 of 10</p></td></tr>
<tr><td><p class=MsoNormal>Sleep</p></td><td><p class=MsoNormal>better &amp; longer</p></td></tr></table>
<!--[if gte vml 1]><v:shape id="x" style='width:10pt'><v:imagedata src="file:///C:/x.png"/></v:shape><![endif]--><img width=1 height=1 src="file:///C:/x.png">
<!--EndFragment--></body></html>`;

export const wordOnline = `<div class="OutlineElement"><div class="ListContainerWrapper"><ul class="BulletListStyle1" role="list"><li data-aria-level="1" role="listitem" class="OutlineElement"><p class="Paragraph"><span class="TextRun"><span>Breathe</span></span><span class="EOP">&nbsp;</span></p></li></ul></div><div class="ListContainerWrapper"><ul class="BulletListStyle1" role="list"><li data-aria-level="2"><p><span>Slowly</span></p></li></ul></div><div class="ListContainerWrapper"><ul class="BulletListStyle1" role="list"><li data-aria-level="1"><p><span>Rest</span></p></li></ul></div></div>`;

export const docs = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><h1 dir="ltr"><span style="font-size:20pt;font-weight:400;font-style:normal;white-space:pre-wrap;">Intake</span></h1><p dir="ltr" style="line-height:1.38;"><span style="font-weight:400;font-style:normal;white-space:pre-wrap;">Plain, </span><span style="font-weight:700;white-space:pre-wrap;">heavy</span><span style="font-weight:400;white-space:pre-wrap;"> and </span><span style="font-weight:400;font-style:italic;white-space:pre-wrap;">leaning</span><span style="white-space:pre-wrap;">.</span></p><br /><ul style="margin-top:0"><li dir="ltr" style="list-style-type:disc;" aria-level="1"><p role="presentation"><span style="font-weight:400;white-space:pre-wrap;">One</span></p></li><ul><li dir="ltr" aria-level="2"><p role="presentation"><span style="white-space:pre-wrap;">Deeper</span></p></li></ul><li dir="ltr"><p><span style="white-space:pre-wrap;">Two</span></p></li></ul><ul><li role="checkbox" aria-checked="true"><img src="data:image/png;base64,AA" alt="checked" /><p style="display:inline-block"><span>Done</span></p></li><li role="checkbox" aria-checked="false"><p><span>To do</span></p></li></ul></b><br class="Apple-interchange-newline">`;

export const gmail = `<div dir="ltr"><div>Dear Ada,</div><div><br></div><div>see <a href="https://example.invalid/sheet" target="_blank" data-saferedirecturl="https://example.invalid/r">the sheet</a> and <a href="https://example.invalid/">example.invalid</a>.</div><div><br></div><div>Juniper<img src="https://example.invalid/pixel.gif" onerror="alert(1)"></div></div>`;

export const mail = `<table width="600"><tbody><tr><td><table><tr><td><p>Hello</p><p>A line in a table for the look</p></td></tr></table></td></tr></tbody></table>`;

export const sheet = `<google-sheets-html-origin><style type="text/css"><!--td {border: 1px solid #ccc;}--></style><table xmlns="http://www.w3.org/1999/xhtml" cellspacing="0" border="1"><colgroup><col width="100"/></colgroup><tbody><tr style="height:21px;"><td>Week</td><td>Mood</td><td>Sleep</td></tr><tr><td data-sheets-value="{}">1</td><td>4</td><td>6</td></tr></tbody></table>`;

export const docsNumbers = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-2"><ol start="5" style="margin-top:0;"><li dir="ltr" style="list-style-type:decimal;" aria-level="1"><p dir="ltr" role="presentation"><span>Five</span></p></li><ol style="margin-top:0;"><li dir="ltr" style="list-style-type:decimal;" aria-level="2"><p><span>Below</span></p></li></ol><li dir="ltr" aria-level="1"><p><span>Six</span></p></li></ol><br><div dir="ltr" align="left"><table><colgroup><col width="100"/><col/></colgroup><tbody><tr><td><br></td><td><p><span>Mon</span></p></td><td><p><span>Tue</span></p></td></tr><tr><td><p><span>Mood</span></p></td><td><br></td><td><p><span>6</span></p></td></tr></tbody></table></div></b>`;

export const wordOnlineNumbers = [1, 2, 7]
  .map(
    (number) =>
      `<div class="ListContainerWrapper"><ol class="NumberListStyle1" role="list" start="${number}"><li data-aria-level="1" class="OutlineElement"><p><span>Step ${number}</span></p></li></ol></div>`,
  )
  .join("");

export const notion = `<meta charset='utf-8'><!-- notionvc: 0a --><h1>Session</h1>
<p>Slept <strong>better</strong></p>
<ul>
<li>Walk
<ul>
<li>Before dinner</li>
</ul>
</li>
<li>[x]  Book a room</li>
</ul>
<ol start="4">
<li>Four</li>
<li>Five</li>
</ol>
<blockquote>She came early</blockquote><aside>💡 Ask again</aside><details><summary>More</summary>inside</details>
<p>where <span class="katex"><span class="katex-mathml"><math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>E</mi><mo>=</mo><mfrac><mrow><mi>a</mi><mo>+</mo><msup><mi>b</mi><mn>2</mn></msup></mrow><mn>2</mn></mfrac></mrow><annotation encoding="application/x-tex">E=\\frac{a+b^2}{2}</annotation></semantics></math></span><span class="katex-html" aria-hidden="true"><span class="mord">E</span><span>=</span><span>2</span><span>a</span><span>+</span><span>b</span><span>2</span></span></span> holds</p>`;

export const appleNotes = `<!DOCTYPE html><html><head><meta name="Generator" content="Cocoa HTML Writer"><title>Plan</title><style type="text/css">p.p1 {margin: 0.0px; font: 13.0px 'Helvetica Neue'}</style></head><body><p class="p1"><b>Plan</b></p>
<ul class="ul1">
<li class="li1"><span class="s1"></span>Walk</li>
<ul class="ul1">
<li class="li1">Before dinner</li>
</ul>
</ul>
<p class="p2"><br></p>
<p class="p1"><span class="Apple-tab-span" style="white-space:pre">	</span>Call Juniper<span class="Apple-converted-space">  </span></p>
<table cellspacing="0" class="t1"><tbody><tr><td class="td1"><p class="p1">Sleep</p></td><td class="td1"><p class="p3"><br></p></td><td class="td1"><p class="p1">6</p></td></tr></tbody></table></body></html>`;

export const outlook = `<html><head></head><body dir="ltr"><div class="elementToProof" style="font-family: Aptos;">Dear Ada,</div><div class="elementToProof"><br></div><ol start="1" data-editing-info='{"orderedStyleType":1}'><li style="list-style-type: '1. ';"><div role="presentation">First</div></li><li style="list-style-type: '2. ';"><div role="presentation">Second</div></li></ol><div>and, on Monday,</div><ol start="3"><li style="list-style-type: '3. ';"><div role="presentation">Third</div></li></ol><table><tbody><tr><td style="width: 10px;"></td><td><div>Juniper</div><div>The practice</div></td></tr></tbody></table><hr><div id="divRplyFwdMsg"><b>From:</b> Ada &lt;ada@example.invalid&gt;<br><b>Sent:</b> Monday</div></body></html>`;
