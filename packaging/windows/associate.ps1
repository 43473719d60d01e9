# Open .jury files with Jury App by a double click, for this user. NOT YET RUN on Windows.
#     powershell -File packaging\windows\associate.ps1 -Program dist\jury-app\jury-app.exe
param([Parameter(Mandatory = $true)][string]$Program)
$ErrorActionPreference = "Stop"
$path = (Resolve-Path $Program).Path
$classes = "HKCU:\Software\Classes"
New-Item -Force -Path "$classes\.jury" | Set-ItemProperty -Name "(default)" -Value "JuryApp.File"
New-Item -Force -Path "$classes\JuryApp.File" | Set-ItemProperty -Name "(default)" -Value "Jury App file"
New-Item -Force -Path "$classes\JuryApp.File\shell\open\command" |
    Set-ItemProperty -Name "(default)" -Value "`"$path`" `"%1`""
