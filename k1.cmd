@echo off
rem k1            the conversation        k1 test   every check
rem k1 bench      measures                k1 ...    goes to k1chat
rem No blocks in parentheses: a path with one in it would end them.
setlocal DisableDelayedExpansion
for %%V in (PIP_PREFIX PIP_USER PIP_TARGET PIP_ROOT PIP_NO_DEPS PIP_DRY_RUN PIP_PYTHON) do set "%%V="
for %%V in (PYTHONWARNINGS PYTHONPATH PYTHONHOME) do set "%%V="
set "HOME_DIR=%~dp0"
set "VENV=%HOME_DIR%.venv"
set "VENV_PYTHON=%VENV%\Scripts\python.exe"
set "WHAT=run"
set "EXTRA="
if "%~1"=="test" set "WHAT=test"
if "%~1"=="bench" set "WHAT=test"
if "%WHAT%"=="test" set "EXTRA=[dev]"
if not exist "%VENV_PYTHON%" goto make
call :stamp
if exist "%VENV%\k1-%WHAT%" fc /b "%VENV%\k1-now" "%VENV%\k1-%WHAT%" >nul 2>&1 && goto ready
rem Only from run to test is there something to build on.
if exist "%VENV%\k1-run" fc /b "%VENV%\k1-now" "%VENV%\k1-run" >nul 2>&1 && goto install

:make
set "PYTHON=py -3"
%PYTHON% -c "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))" >nul 2>&1 && goto found
set "PYTHON=python"
%PYTHON% -c "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))" >nul 2>&1 && goto found
echo k1: Python 3.11 or newer with venv is needed. Install it from python.org and try again. 1>&2
exit /b 2
:found
if exist "%VENV%" rmdir /s /q "%VENV%"
%PYTHON% -m venv "%VENV%"
if errorlevel 1 goto not_made

:install
echo k1: setting up in "%VENV%" (once; about a minute)... 1>&2
pushd "%HOME_DIR%"
"%VENV_PYTHON%" -P -m pip install --quiet --disable-pip-version-check --constraint .ci/constraints.txt --editable ".%EXTRA%"
if errorlevel 1 goto not_installed
popd
"%VENV_PYTHON%" -P -m k1chat --version >nul
if errorlevel 1 goto not_started
"%VENV_PYTHON%" -m compileall -q "%HOME_DIR%k1chat" "%VENV%\Lib\site-packages" >nul 2>&1
"%VENV_PYTHON%" -P -c "from k1chat.wording import compile_words; compile_words()" >nul 2>&1
call :stamp
copy /y "%VENV%\k1-now" "%VENV%\k1-run" >nul
copy /y "%VENV%\k1-now" "%VENV%\k1-%WHAT%" >nul

:ready
if "%WHAT%"=="test" goto checks
"%VENV_PYTHON%" -P -m k1chat %*
exit /b %errorlevel%

:checks
set "COMMAND=%~1"
set "REST="
:next
shift
if "%~1"=="" goto run_checks
set REST=%REST% %1
goto next
:run_checks
cd /d "%HOME_DIR%"
if "%COMMAND%"=="bench" goto bench
"%VENV_PYTHON%" -m ruff check . || exit /b 1
"%VENV_PYTHON%" -m ruff format --check . || exit /b 1
"%VENV_PYTHON%" -m mypy || exit /b 1
"%VENV_PYTHON%" -m pytest -n 2 %REST%
exit /b %errorlevel%
:bench
"%VENV_PYTHON%" -m tests.bench %REST%
exit /b %errorlevel%

:not_made
echo k1: could not make "%VENV%". 1>&2
exit /b 2
:not_installed
popd
echo k1: installing failed. Is the network there? 1>&2
exit /b 2
:not_started
echo k1: installed, but k1chat does not start. 1>&2
exit /b 2

rem What an installation depends on: its place and its packages.
:stamp
>"%VENV%\k1-now" echo "%HOME_DIR%"
type "%HOME_DIR%pyproject.toml" "%HOME_DIR%hatch_build.py" "%HOME_DIR%.ci\constraints.txt" >>"%VENV%\k1-now" 2>nul
exit /b 0
