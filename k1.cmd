@echo off
rem k1            the conversation        k1 test   every check
rem k1 bench      measures                k1 ...    goes to k1chat
setlocal
set "HOME_DIR=%~dp0"
set "VENV=%HOME_DIR%.venv"
set "WHAT=run"
if "%~1"=="test" set "WHAT=test"
if "%~1"=="bench" set "WHAT=test"
if exist "%VENV%\k1-%WHAT%" fc /b "%HOME_DIR%pyproject.toml" "%VENV%\k1-%WHAT%" >nul 2>&1 && goto ready
set "PYTHON=py -3"
where py >nul 2>&1 || set "PYTHON=python"
%PYTHON% -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>&1
if errorlevel 1 (echo k1: Python 3.11 or newer is needed. Install it from python.org and try again. 1>&2 & exit /b 2)
%PYTHON% -c "import venv, ensurepip" >nul 2>&1
if errorlevel 1 (echo k1: this Python has no venv module. Install Python from python.org and try again. 1>&2 & exit /b 2)
echo k1: setting up in %VENV% (once; about a minute)... 1>&2
if not exist "%VENV%\Scripts\python.exe" %PYTHON% -m venv "%VENV%"
if errorlevel 1 (echo k1: could not make %VENV%. 1>&2 & exit /b 2)
set "EXTRA="
if "%WHAT%"=="test" set "EXTRA=[dev]"
"%VENV%\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --editable "%HOME_DIR%.%EXTRA%"
if errorlevel 1 (echo k1: installing failed. Is the network there? 1>&2 & exit /b 2)
"%VENV%\Scripts\python.exe" -m compileall -q "%HOME_DIR%k1chat" "%VENV%\Lib\site-packages" >nul 2>&1
"%VENV%\Scripts\python.exe" -c "from k1chat.wording import compile_templates; compile_templates()" >nul 2>&1
copy /y "%HOME_DIR%pyproject.toml" "%VENV%\k1-%WHAT%" >nul
copy /y "%HOME_DIR%pyproject.toml" "%VENV%\k1-run" >nul
:ready
if "%~1"=="test" goto test
if "%~1"=="bench" goto bench
"%VENV%\Scripts\k1chat.exe" %*
exit /b %errorlevel%
:test
cd /d "%HOME_DIR%"
"%VENV%\Scripts\ruff.exe" check . || exit /b 1
"%VENV%\Scripts\ruff.exe" format --check . || exit /b 1
"%VENV%\Scripts\mypy.exe" || exit /b 1
"%VENV%\Scripts\python.exe" -m pytest -n 2
exit /b %errorlevel%
:bench
cd /d "%HOME_DIR%"
"%VENV%\Scripts\python.exe" -m tests.bench
exit /b %errorlevel%
